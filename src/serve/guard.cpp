#include "guard.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "problem.h"

namespace soundings::serve {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t mebibyte = 1024 * 1024;
constexpr auto slice = 250ms;  // how soon a stop is noticed while a head is awaited

/// The listening half: what it accepts it wraps.
class GuardedServerImpl : public Poco::Net::ServerSocketImpl {
 public:
  explicit GuardedServerImpl(std::shared_ptr<const GuardRules> rules) : rules_(std::move(rules)) {}

  Poco::Net::SocketImpl* acceptConnection(Poco::Net::SocketAddress& from) override {
    Poco::AutoPtr<Poco::Net::StreamSocketImpl> inner(
        static_cast<Poco::Net::StreamSocketImpl*>(ServerSocketImpl::acceptConnection(from)));
    return new Guard(std::move(inner), rules_);
  }

 protected:
  ~GuardedServerImpl() override = default;

 private:
  std::shared_ptr<const GuardRules> rules_;
};

std::string last_reply(const FramingFault& fault) {
  const std::string body = to_json({.status = fault.status,
                                    .code = std::string(fault.code),
                                    .detail = std::string(fault.detail),
                                    .errors = {}},
                                   {});
  return "HTTP/1.1 " + std::to_string(fault.status) + " " +
         std::string(reason_phrase(fault.status)) +
         "\r\nContent-Type: application/problem+json\r\nConnection: close\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

Guard::Guard(Poco::AutoPtr<Poco::Net::StreamSocketImpl> inner,
             std::shared_ptr<const GuardRules> rules)
    : StreamSocketImpl(inner->sockfd()), inner_(std::move(inner)), rules_(std::move(rules)) {}

Guard::~Guard() {
  reset();
}

int Guard::receiveBytes(void* out, int length, int /*flags*/) {
  if (to_hand_ == 0 && (ended_ || body_unread_ || !collect_head())) {
    ended_ = true;
    return 0;
  }
  const auto count = std::min(to_hand_, static_cast<std::size_t>(length));
  std::memcpy(out, waiting_.data(), count);
  waiting_.erase(0, count);
  to_hand_ -= count;
  return static_cast<int>(count);
}

bool Guard::collect_head() {
  const auto deadline = Clock::now() + rules_->head_deadline;
  while (true) {
    const auto end = end_of_head(waiting_);
    if (!end) {
      return refuse(end.error());
    }
    if (*end) {
      auto head = read_head(std::string_view(waiting_).substr(0, **end));
      if (!head) {
        return refuse(head.error());
      }
      head_ = std::move(*head);
      to_hand_ = **end;
      body_unread_ = head_.chunked || head_.content_length.value_or(0) > 0;
      return true;
    }
    switch (receive_more(deadline)) {
      case Arrival::bytes:
        break;
      case Arrival::closed:
        return false;
      case Arrival::late:
        return !waiting_.empty() && !rules_->stopping &&
               refuse({408, "head_too_slow", "The headers did not come in time."});
    }
  }
}

Guard::Arrival Guard::receive_more(Clock::time_point deadline) {
  while (true) {
    const auto left =
        std::chrono::duration_cast<std::chrono::microseconds>(deadline - Clock::now());
    if (left <= 0us || (to_hand_ == 0 && !body_unread_ && rules_->stopping)) {
      return Arrival::late;
    }
    const auto wait = std::min<std::chrono::microseconds>(left, slice);
    if (inner_->poll(Poco::Timespan(wait.count()), SELECT_READ)) {
      break;
    }
  }
  std::array<char, 16 * 1024> bytes{};
  const int count = inner_->receiveBytes(bytes.data(), static_cast<int>(bytes.size()), 0);
  if (count <= 0) {
    return Arrival::closed;
  }
  waiting_.append(bytes.data(), static_cast<std::size_t>(count));
  return Arrival::bytes;
}

bool Guard::refuse(const FramingFault& fault) {
  if (rules_->refused) {
    rules_->refused(fault);
  }
  const std::string reply = last_reply(fault);
  inner_->sendBytes(reply.data(), static_cast<int>(reply.size()), 0);
  part();
  return false;
}

Expected<std::string, Guard::BodyFault> Guard::read_body(std::size_t limit) {
  if (!body_unread_) {
    return std::string{};
  }
  auto body = head_.chunked ? read_chunked(limit) : read_sized(limit);
  if (body) {
    body_unread_ = false;
  }
  return body;
}

Guard::Clock::time_point Guard::body_deadline(Clock::time_point start,
                                              std::size_t taken) const noexcept {
  return start + rules_->body_deadline + std::chrono::seconds(taken / mebibyte);
}

Expected<std::string, Guard::BodyFault> Guard::read_sized(std::size_t limit) {
  const std::uint64_t length = head_.content_length.value_or(0);
  if (length > limit) {
    return unexpected(BodyFault::too_large);
  }
  const auto start = Clock::now();
  while (waiting_.size() < length) {
    const auto arrival = receive_more(body_deadline(start, waiting_.size()));
    if (arrival != Arrival::bytes) {
      return unexpected(arrival == Arrival::late ? BodyFault::too_slow : BodyFault::cut_short);
    }
  }
  if (waiting_.size() == length) {
    return std::exchange(waiting_, {});
  }
  std::string body = waiting_.substr(0, static_cast<std::size_t>(length));
  waiting_.erase(0, body.size());
  return body;
}

Expected<std::string, Guard::BodyFault> Guard::read_chunked(std::size_t limit) {
  const auto start = Clock::now();
  Dechunker chunks;
  std::string body;
  while (true) {
    const auto step = chunks.feed(waiting_, body);
    waiting_.erase(0, step.used);
    if (step.state == Dechunker::State::malformed) {
      return unexpected(BodyFault::malformed);
    }
    if (body.size() > limit) {
      return unexpected(BodyFault::too_large);
    }
    if (step.state == Dechunker::State::done) {
      return body;
    }
    const auto arrival = receive_more(body_deadline(start, body.size()));
    if (arrival != Arrival::bytes) {
      return unexpected(arrival == Arrival::late ? BodyFault::too_slow : BodyFault::cut_short);
    }
  }
}

void Guard::part() {
  constexpr std::size_t most = 4 * mebibyte;
  ended_ = true;
  body_unread_ = true;  // what still comes is nobody's request
  inner_->shutdownSend();
  const auto deadline = Clock::now() + 1s;
  std::size_t drained = 0;
  while (drained < most && receive_more(deadline) == Arrival::bytes) {
    drained += waiting_.size();
    waiting_.clear();
  }
}

int Guard::sendBytes(const void* bytes, int length, int flags) {
  return inner_->sendBytes(bytes, length, flags);
}

int Guard::available() {
  return to_hand_ > 0 || !waiting_.empty() ? static_cast<int>(waiting_.size())
                                           : inner_->available();
}

bool Guard::poll(const Poco::Timespan& timeout, int mode) {
  return ((mode & SELECT_READ) != 0 && !waiting_.empty()) || inner_->poll(timeout, mode);
}

void Guard::shutdownReceive() {
  inner_->shutdownReceive();
}
void Guard::shutdownSend() {
  inner_->shutdownSend();
}
void Guard::shutdown() {
  inner_->shutdown();
}

void Guard::close() {
  if (body_unread_ && !ended_) {
    part();
  }
  inner_->close();
  reset();
}

void Guard::setReceiveTimeout(const Poco::Timespan& timeout) {
  inner_->setReceiveTimeout(timeout);
}
Poco::Timespan Guard::getReceiveTimeout() {
  return inner_->getReceiveTimeout();
}
void Guard::setSendTimeout(const Poco::Timespan& timeout) {
  inner_->setSendTimeout(timeout);
}
Poco::Timespan Guard::getSendTimeout() {
  return inner_->getSendTimeout();
}
Poco::Net::SocketAddress Guard::address() {
  return inner_->address();
}
Poco::Net::SocketAddress Guard::peerAddress() {
  return inner_->peerAddress();
}

void Guard::setRawOption(int level, int option, const void* value, socklen_t length) {
  inner_->setRawOption(level, option, value, length);
}
void Guard::getRawOption(int level, int option, void* value, socklen_t& length) {
  inner_->getRawOption(level, option, value, length);
}
void Guard::setBlocking(bool flag) {
  inner_->setBlocking(flag);
}
bool Guard::getBlocking() const {
  return inner_->getBlocking();
}
bool Guard::secure() const {
  return inner_->secure();
}

GuardedServer::GuardedServer(const Poco::Net::SocketAddress& address,
                             std::shared_ptr<const GuardRules> rules)
    : ServerSocket(new GuardedServerImpl(std::move(rules)), true) {
  bind(address, true);
  listen(128);
}

}  // namespace soundings::serve
