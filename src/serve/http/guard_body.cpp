// How a guarded connection reads the body of the request in hand.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "http/guard.h"

namespace soundings::serve {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t mebibyte = std::size_t{1024} * 1024;
/// A body has so much longer than a head before its connection can give way; a large one never
/// does.
constexpr auto body_grace = 4s;

/// ended_by_us: the connection was needed for another, or the server stops.
Problem cut_short(bool ended_by_us) {
  if (ended_by_us) {
    return {503,
            "too_many_connections",
            "The connection had to end before the body came; send it again.",
            {}};
  }
  return {400, "body_cut_short", "The body ended before its length.", {}};
}

}  // namespace

std::size_t Guard::announced_bytes() const noexcept {
  return head_.chunked ? 0 : static_cast<std::size_t>(head_.content_length.value_or(0));
}

Expected<std::string, Problem> Guard::read_body(
    std::size_t most, std::size_t small,
    const std::function<std::optional<Problem>()>& past_small) {
  const auto began = Clock::now();
  entry_->waiting_since = (began + body_grace).time_since_epoch().count();
  auto body = announced_bytes() > most ? unexpected(body_too_large())
                                       : collect_body(began, most, small, past_small);
  entry_->waiting_since = 0;
  reply_began_ = {};
  body_unread_ = !body;
  return body;
}

Expected<std::string, Problem> Guard::collect_body(
    Clock::time_point began, std::size_t most, std::size_t small,
    const std::function<std::optional<Problem>()>& past_small) {
  Dechunker chunks;
  std::string body;
  bool large = false;
  while (true) {
    const auto whole = take_of_body(chunks, body);
    if (!whole) {
      return unexpected(whole.error());
    }
    if (body.size() > most) {
      return unexpected(body_too_large());
    }
    if (!large && body.size() > small) {
      large = true;
      entry_->waiting_since = 0;
      if (auto problem = past_small()) {
        return unexpected(std::move(*problem));
      }
    }
    if (*whole) {
      return body;
    }
    if (auto problem = receive_of_body(began, body.size())) {
      return unexpected(std::move(*problem));
    }
  }
}

Expected<bool, Problem> Guard::take_of_body(Dechunker& chunks, std::string& body) {
  if (head_.chunked) {
    const auto step = chunks.feed(in_, body);
    in_.erase(0, step.used);
    if (step.state == Dechunker::State::malformed) {
      return unexpected(Problem{400, "bad_chunk", "A chunk of the body is malformed.", {}});
    }
    return step.state == Dechunker::State::done;
  }
  const auto count = std::min(in_.size(), announced_bytes() - body.size());
  body.append(in_, 0, count);
  in_.erase(0, count);
  return body.size() == announced_bytes();
}

std::optional<Problem> Guard::receive_of_body(Clock::time_point began, std::size_t so_far) {
  switch (receive(began + rules_.body_deadline + std::chrono::seconds(so_far / mebibyte))) {
    case Came::bytes:
      return std::nullopt;
    case Came::ended:
      return cut_short(entry_->leaving);
    case Came::too_late:
      break;
  }
  return Problem{408, "body_too_slow", "The body did not come in time.", {}};
}

}  // namespace soundings::serve
