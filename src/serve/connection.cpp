#include "connection.h"

#include <array>
#include <utility>

namespace soundings::serve {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t mebibyte = 1024 * 1024;
constexpr std::size_t read_bytes = 16 * 1024;
constexpr auto write_deadline = 10s;  // and a second more for each 16 KiB of the reply
constexpr std::size_t slow_second_bytes = 16 * 1024;
constexpr auto parting_deadline = 1s;
constexpr std::size_t parting_bytes = 4 * mebibyte;
constexpr std::string_view go_ahead = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Connection::Connection(std::unique_ptr<Wire> wire, Visitor visitor, Front& front,
                       const ConnectionRules& rules, Post post)
    : wire_(std::move(wire)),
      visitor_(std::move(visitor)),
      front_(front),
      rules_(rules),
      post_(std::move(post)),
      deadline_(Clock::now() + rules.head_deadline) {}

void Connection::on_ready(const Ready& ready) {
  ended_ = ended_ || ready.ended;
  readable_ = readable_ || ready.to_read || ready.ended;
  writable_ = writable_ || ready.to_write || ready.ended;
  go_on();
}

void Connection::on_reply(const std::shared_ptr<Exchange>& exchange,
                          const std::function<Reply()>& make) {
  if (phase_ == Phase::answering && exchange == exchange_) {
    reply(front_.guarded(*exchange, make));
    go_on();
  }
}

void Connection::on_time(Clock::time_point now) {
  if (now < deadline_) {
    return;
  }
  switch (phase_) {
    case Phase::head:
      if (in_.empty()) {
        phase_ = Phase::over;
      } else {
        refuse({408, "head_too_slow", "The headers did not come in time."});
      }
      break;
    case Phase::body:
      refuse_body({408, "body_too_slow", "The body did not come in time.", {}});
      break;
    case Phase::answering:
      reply(front_.late(*exchange_));
      break;
    case Phase::writing:
    case Phase::parting:
    case Phase::over:
      phase_ = Phase::over;
      break;
  }
  go_on();
}

void Connection::stop() {
  stopping_ = true;
  close_after_ = true;
  if (phase_ == Phase::head || phase_ == Phase::body || phase_ == Phase::parting) {
    phase_ = Phase::over;
  }
}

void Connection::go_on() {
  bool more = true;
  while (more) {
    switch (phase_) {
      case Phase::head:
        more = take_head();
        break;
      case Phase::body:
        more = take_body();
        break;
      case Phase::writing:
        more = write_some();
        break;
      case Phase::parting:
        more = drain();
        break;
      case Phase::answering:
      case Phase::over:
        more = false;
        break;
    }
  }
}

bool Connection::receive() {
  if (!readable_) {
    return false;
  }
  std::array<char, read_bytes> bytes;
  const Wire::Step step = wire_->read(bytes);
  // Once the peer has ended nothing wakes us again, so its end is read for.
  readable_ = step.state == Wire::State::moved && (!step.drained || ended_);
  if (step.state == Wire::State::closed) {
    return peer_ended();
  }
  in_.append(bytes.data(), step.bytes);
  return step.bytes > 0;
}

bool Connection::peer_ended() {
  if (phase_ == Phase::body) {
    return refuse_body({400, "body_cut_short", "The body ended before its length.", {}});
  }
  phase_ = Phase::over;
  return false;
}

bool Connection::take_head() {
  const auto end = end_of_head(in_);
  if (!end) {
    return refuse(end.error());
  }
  if (!*end) {
    const bool first_bytes = in_.empty();
    const bool came = receive();
    if (came && first_bytes) {
      deadline_ = Clock::now() + rules_.head_deadline;
    }
    return came || phase_ != Phase::head;
  }
  auto head = read_head(std::string_view(in_).substr(0, **end));
  if (!head) {
    return refuse(head.error());
  }
  in_.erase(0, **end);
  return begin(std::move(*head));
}

bool Connection::begin(Head head) {
  exchange_ = std::make_shared<Exchange>();
  exchange_->head = std::move(head);
  exchange_->door = visitor_.door;
  exchange_->peer = visitor_.peer;
  exchange_->request.client = visitor_.client;
  const Head& asked = exchange_->head;
  close_after_ = stopping_ || !asked.keep_alive;
  body_unread_ = asked.chunked || asked.content_length.value_or(0) > 0;
  if (auto refusal = front_.open(*exchange_)) {
    return reply(std::move(*refusal));
  }
  if (exchange_->body_limit == 0 || !body_unread_) {
    return hand_over();
  }
  if (asked.awaits_continue && in_.empty()) {
    static_cast<void>(wire_->write(go_ahead));
  }
  chunks_ = {};
  phase_ = Phase::body;
  body_began_ = Clock::now();
  deadline_ = body_began_ + rules_.body_deadline;
  return true;
}

bool Connection::take_body() {
  if (exchange_->head.chunked) {
    return take_chunks();
  }
  const auto length = static_cast<std::size_t>(exchange_->head.content_length.value_or(0));
  if (in_.size() < length) {
    const bool came = receive();
    deadline_ = body_began_ + rules_.body_deadline + std::chrono::seconds(in_.size() / mebibyte);
    return came || phase_ != Phase::body;
  }
  if (in_.size() == length) {
    exchange_->request.body = std::exchange(in_, {});
  } else {
    exchange_->request.body = in_.substr(0, length);
    in_.erase(0, length);
  }
  body_unread_ = false;
  return hand_over();
}

bool Connection::take_chunks() {
  std::string& body = exchange_->request.body;
  const auto step = chunks_.feed(in_, body);
  in_.erase(0, step.used);
  if (step.state == Dechunker::State::malformed) {
    return refuse_body({400, "bad_chunk", "A chunk of the body is malformed.", {}});
  }
  if (body.size() > exchange_->body_limit) {
    return refuse_body(body_too_large());
  }
  if (step.state == Dechunker::State::done) {
    body_unread_ = false;
    return hand_over();
  }
  const bool came = receive();
  deadline_ = body_began_ + rules_.body_deadline + std::chrono::seconds(body.size() / mebibyte);
  return came || phase_ != Phase::body;
}

bool Connection::hand_over() {
  phase_ = Phase::answering;
  auto answer = front_.answer(
      exchange_, [post = post_, self = shared_from_this(), exchange = exchange_](
                     std::function<Reply()> make) { post(self, exchange, std::move(make)); });
  if (answer) {
    return reply(std::move(*answer));
  }
  deadline_ = Clock::now() + exchange_->patience;
  return false;
}

bool Connection::reply(Reply&& reply) {
  close_after_ = close_after_ || body_unread_;
  out_ = front_.send(*exchange_, std::move(reply), !close_after_);
  exchange_.reset();
  sent_ = 0;
  phase_ = Phase::writing;
  deadline_ = Clock::now() + write_deadline + std::chrono::seconds(out_.size() / slow_second_bytes);
  return true;
}

bool Connection::refuse(const FramingFault& fault) {
  if (rules_.refused) {
    rules_.refused(fault);
  }
  exchange_ = std::make_shared<Exchange>();
  body_unread_ = true;
  return reply({.status = fault.status,
                .media_type = "application/problem+json",
                .body = to_json({.status = fault.status,
                                 .code = std::string(fault.code),
                                 .detail = std::string(fault.detail),
                                 .errors = {}},
                                {}),
                .headers = {}});
}

bool Connection::refuse_body(Problem problem) {
  return reply(front_.refuse_body(*exchange_, problem));
}

bool Connection::write_some() {
  if (!writable_) {
    return false;
  }
  const Wire::Step step = wire_->write(std::string_view(out_).substr(sent_));
  if (step.state == Wire::State::closed) {
    phase_ = Phase::over;
    return false;
  }
  sent_ += step.bytes;
  if (step.state == Wire::State::again) {
    writable_ = false;
    return false;
  }
  if (sent_ < out_.size()) {
    return true;
  }
  out_.clear();
  if (!close_after_) {
    wait_for_head();
    return true;
  }
  if (!body_unread_) {
    phase_ = Phase::over;
    return false;
  }
  // The peer may still be sending: closing now would reset the connection and lose our reply.
  wire_->end_writing();
  in_.clear();
  phase_ = Phase::parting;
  deadline_ = Clock::now() + parting_deadline;
  return true;
}

void Connection::wait_for_head() {
  phase_ = Phase::head;
  deadline_ = Clock::now() + (in_.empty() ? rules_.idle : rules_.head_deadline);
}

bool Connection::drain() {
  const bool came = receive();
  drained_ += in_.size();
  in_.clear();
  if (drained_ >= parting_bytes) {
    phase_ = Phase::over;
  }
  return came;
}

}  // namespace soundings::serve
