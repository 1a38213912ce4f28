#include "http/guard.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <thread>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <poll.h>
#include <sys/socket.h>

#include "http/tls.h"

namespace soundings::serve {
namespace {

using namespace std::chrono_literals;
using Poco::Net::SecureStreamSocket;

constexpr std::size_t mebibyte = std::size_t{1024} * 1024;
constexpr std::size_t read_bytes = std::size_t{16} * 1024;
constexpr auto write_deadline = 10s;  // and a second more for each 16 KiB of a reply
constexpr std::size_t slow_second_bytes = std::size_t{16} * 1024;
constexpr auto parting_deadline = 1s;
constexpr std::size_t parting_bytes = 4 * mebibyte;

std::string text_of(const Poco::Net::SocketAddress& peer) {
  return peer.family() == Poco::Net::SocketAddress::UNIX_LOCAL ? std::string{}
                                                               : peer.host().toString();
}

/// What Poco is given of a head: what it acts upon. Everything else has been read here, and the
/// body is read here as well.
std::string handed_over(const Head& head) {
  std::string line = head.method;
  line += head.http_1_1 ? " / HTTP/1.1\r\n" : " / HTTP/1.0\r\n";
  line += head.awaits_continue ? "Expect: 100-continue\r\n\r\n" : "\r\n";
  return line;
}

}  // namespace

Guard::Guard(Socket inner, const Poco::Net::SocketAddress& peer, const GuardRules& rules,
             std::shared_ptr<CountedConnection> entry)
    : Poco::Net::StreamSocketImpl(inner->sockfd()),
      inner_(std::move(inner)),
      peer_(peer),
      peer_text_(text_of(peer_)),
      rules_(rules),
      entry_(std::move(entry)) {
  entry_->descriptor = sockfd();
  entry_->waiting_since = Clock::now().time_since_epoch().count();
}

Guard::~Guard() {
  leave();
  try {
    if (!broken_) {
      inner_->shutdown();
    }
  } catch (const Poco::Exception&) {
    // The peer has gone already.
    broken_ = true;
  }
  reset();  // the inner socket closes the descriptor
}

/// Before the descriptor is closed: its number may be another connection's right after.
void Guard::leave() noexcept {
  if (const auto connections = std::exchange(connections_, nullptr)) {
    connections->leave(entry_);
  }
}

Connections::Admission Guard::enter(std::shared_ptr<Connections> connections,
                                    std::string counted_as) {
  entry_->address = std::move(counted_as);
  const auto admission = connections->admit(entry_);
  if (admission == Connections::Admission::welcome) {
    connections_ = std::move(connections);
  }
  return admission;
}

bool Guard::wait(short events, Clock::time_point deadline) const noexcept {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd watched{.fd = sockfd(), .events = events, .revents = 0};
    const int ready = ::poll(&watched, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
    if (ready > 0) {
      return true;
    }
    if (ready == 0 || errno != EINTR) {
      return false;
    }
  }
}

/// While this is the listener's one connection, its next request is looked out for awake: to fall
/// asleep and be woken takes longer than a sender on this machine takes to send it.
void Guard::look_out() const noexcept {
  constexpr std::chrono::microseconds longest{80};
  if (!connections_ || connections_->count() > 1) {
    return;
  }
  pollfd watched{.fd = sockfd(), .events = POLLIN, .revents = 0};
  for (const auto end = Clock::now() + longest;
       Clock::now() < end && ::poll(&watched, 1, 0) == 0;) {
    std::this_thread::yield();
  }
}

Guard::Came Guard::receive(Clock::time_point deadline) {
  std::array<char, read_bytes> bytes;
  while (true) {
    int got = 0;
    try {
      got = inner_->receiveBytes(bytes.data(), static_cast<int>(bytes.size()), 0);
    } catch (const Poco::Exception&) {
      broken_ = true;
      return Came::ended;
    }
    if (got > 0) {
      in_.append(bytes.data(), static_cast<std::size_t>(got));
      return Came::bytes;
    }
    if (got == 0) {
      return Came::ended;
    }
    if (!wait(got == SecureStreamSocket::ERR_SSL_WANT_WRITE ? POLLOUT : POLLIN, deadline)) {
      return Came::too_late;
    }
  }
}

bool Guard::shake_hands(Clock::time_point deadline) {
  const auto fault = serve::shake_hands(
      *inner_, [this, deadline](short events) { return wait(events, deadline); });
  secured_ = !fault;
  if (!fault) {
    return true;
  }
  broken_ = true;
  if (rules_.tls_failed) {
    rules_.tls_failed(*fault);
  }
  if (*fault == tls_plain_http) {
    send_plainly(early_reply({400, "https_expected", "This address speaks HTTPS.", {}}));
  }
  return false;
}

bool Guard::take_head() {
  if (body_unread_ || broken_ || entry_->leaving) {
    return false;
  }
  const bool kept_alive = !std::exchange(first_, false);
  entry_->idle = kept_alive && in_.empty();
  if (kept_alive) {  // the first request is waited for since the connection was admitted
    entry_->waiting_since = Clock::now().time_since_epoch().count();
  }
  if (entry_->leaving) {
    return false;
  }
  const auto deadline =
      Clock::now() + (!kept_alive || !in_.empty() ? rules_.head_deadline : rules_.idle);
  return await_request(deadline) && collect_head(deadline, kept_alive);
}

bool Guard::await_request(Clock::time_point deadline) {
  if (inner_->secure() && !secured_ && !shake_hands(deadline)) {
    return false;
  }
  if (!entry_->idle) {
    return true;
  }
  look_out();
  // Nothing has come yet as a rule. Of TLS something may wait above the socket.
  return inner_->secure() || wait(POLLIN, deadline);
}

bool Guard::collect_head(Clock::time_point deadline, bool kept_alive) {
  while (true) {
    const auto end = end_of_head(in_);
    if (!end) {
      refuse(end.error());
      return false;
    }
    if (*end) {
      return use_head(**end);
    }
    const bool nothing_yet = in_.empty();
    if (!receive_of_head(deadline)) {
      return false;
    }
    if (nothing_yet && kept_alive) {
      entry_->idle = false;
      entry_->waiting_since = Clock::now().time_since_epoch().count();
      deadline = Clock::now() + rules_.head_deadline;
    }
  }
}

bool Guard::receive_of_head(Clock::time_point deadline) {
  const bool nothing_yet = in_.empty();
  const Came came = receive(deadline);
  if (came == Came::too_late && !nothing_yet) {
    refuse({408, "head_too_slow", "The headers did not come in time."});
  }
  return came == Came::bytes;
}

bool Guard::use_head(std::size_t size) {
  auto head = read_head(std::string_view(in_).substr(0, size));
  if (!head) {
    refuse(head.error());
    return false;
  }
  head_ = std::move(*head);
  handing_over_ = handed_over(head_);
  in_.erase(0, size);
  entry_->waiting_since = 0;
  body_unread_ = head_.chunked || head_.content_length.value_or(0) > 0;
  reply_began_ = {};
  return true;
}

int Guard::receiveBytes(void* buffer, int length, int /*flags*/) {
  if (handing_over_.empty() && !take_head()) {
    return 0;
  }
  const auto count = std::min(handing_over_.size(), static_cast<std::size_t>(length));
  handing_over_.copy(static_cast<char*>(buffer), count);
  handing_over_.erase(0, count);
  return static_cast<int>(count);
}

bool Guard::may_go_on() const noexcept {
  return head_.keep_alive && !body_unread_ && !broken_ && !entry_->leaving;
}

int Guard::sendBytes(const void* buffer, int length, int /*flags*/) {
  if (broken_) {
    throw Poco::IOException("the connection has been given up");
  }
  if (reply_began_ == Clock::time_point{}) {
    reply_began_ = Clock::now();
    reply_bytes_ = 0;
  }
  reply_bytes_ += static_cast<std::size_t>(length);
  const auto deadline =
      reply_began_ + write_deadline + std::chrono::seconds(reply_bytes_ / slow_second_bytes);
  const char* at = static_cast<const char*>(buffer);
  int left = length;
  while (left > 0) {
    const int sent = inner_->sendBytes(at, left, MSG_NOSIGNAL);
    if (sent > 0) {
      at += sent;
      left -= sent;
    } else if (!wait(sent == SecureStreamSocket::ERR_SSL_WANT_READ && secured_ ? POLLIN : POLLOUT,
                     deadline)) {
      broken_ = true;
      throw Poco::TimeoutException("the peer does not read its reply");
    }
  }
  return length;
}

bool Guard::poll(const Poco::Timespan& /*timeout*/, int /*mode*/) {
  return true;  // receiveBytes() waits, and knows for how long
}

void Guard::setReceiveTimeout(const Poco::Timespan& /*timeout*/) {}

void Guard::setSendTimeout(const Poco::Timespan& /*timeout*/) {}

void Guard::shutdown() {
  inner_->shutdown();
}

void Guard::close() {
  leave();
  inner_->close();
  reset();
}

void Guard::refuse(const FramingFault& fault) noexcept {
  body_unread_ = true;
  try {
    if (rules_.refused) {
      rules_.refused(fault);
    }
    const std::string reply =
        early_reply({fault.status, std::string(fault.code), std::string(fault.detail), {}});
    sendBytes(reply.data(), static_cast<int>(reply.size()), 0);
  } catch (const std::exception&) {
    broken_ = true;
  }
  part();
}

void Guard::part() noexcept {
  try {
    if (inner_->secure()) {
      inner_->shutdown();
    }
    ::shutdown(sockfd(), SHUT_WR);
    const auto deadline = Clock::now() + parting_deadline;
    std::size_t drained = 0;
    in_.clear();
    while (body_unread_ && !broken_ && drained < parting_bytes && Clock::now() < deadline &&
           receive(deadline) == Came::bytes) {
      drained += in_.size();
      in_.clear();
    }
  } catch (const std::exception&) {
    broken_ = true;
  }
  broken_ = true;
}

void Guard::abort() noexcept {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(sockfd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  broken_ = true;
}

void Guard::send_plainly(std::string_view bytes) noexcept {
  static_cast<void>(::send(sockfd(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT));
}

void Guard::turn_away(std::string_view reply) noexcept {
  // What the peer has sent is read first: closing over unread bytes would reset the connection.
  std::array<char, read_bytes> unread{};
  static_cast<void>(::recv(sockfd(), unread.data(), unread.size(), MSG_DONTWAIT));
  send_plainly(reply);
  ::shutdown(sockfd(), SHUT_WR);
}

std::string early_reply(const Problem& problem, std::string_view retry_after) {
  const std::string body = to_json(problem, {});
  std::string reply = "HTTP/1.1 " + std::to_string(problem.status) + " ";
  reply.append(reason_phrase(problem.status));
  reply += "\r\nConnection: close\r\nX-Content-Type-Options: nosniff\r\n";
  if (!retry_after.empty()) {
    reply.append("Retry-After: ").append(retry_after).append("\r\n");
  }
  reply +=
      "Content-Type: application/problem+json\r\nContent-Length: " + std::to_string(body.size()) +
      "\r\n\r\n" + body;
  return reply;
}

}  // namespace soundings::serve
