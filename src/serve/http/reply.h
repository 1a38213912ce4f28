// Replies of every address alike: problems, limits, JSON and tags.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "soundings/serve/message.h"

#include "http/problem.h"
#include "http/rates.h"

namespace soundings::serve {

/// A problem as a document for programs.
[[nodiscard]] Reply problem_reply(const Problem& problem, const Request& request);

/// Whether a browser asks, and not of the API: its problems are pages.
[[nodiscard]] bool asks_for_page(const Request& request) noexcept;

/// The value of Retry-After: not before `wait`, spread over five seconds, so that senders who were
/// refused together do not return together.
[[nodiscard]] std::string retry_after(std::chrono::seconds wait);

/// A 503 with its Retry-After.
[[nodiscard]] Reply unavailable(std::string code, std::string detail, const Request& request);

/// A 429 with its Retry-After: not before `refused.wait`. whose: "address" or "source".
[[nodiscard]] Reply rate_limited(std::string_view whose, const Refused& refused,
                                 const Request& request);

/// A 400 that names the field, the value given and the rule in its message.
[[nodiscard]] Problem bad_value(const std::string& field, std::string code, std::string message);

/// To another page, which is asked for by GET.
[[nodiscard]] Reply see_other(std::string location);

[[nodiscard]] Reply json_reply(std::string body);

/// Adds an ETag over the body, and answers 304 to a reader who has it already.
[[nodiscard]] Reply with_etag(Reply reply, const Request& request);

/// The same with a weak ETag over `says`, for a body whose bytes differ each time.
[[nodiscard]] Reply with_weak_etag(Reply reply, std::string_view says, const Request& request);

}  // namespace soundings::serve
