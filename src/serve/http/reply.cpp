#include "http/reply.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "soundings/base/digest.h"
#include "soundings/base/text.h"

namespace soundings::serve {
namespace {

std::string tag_of(std::string_view says) {
  const Sha256 digest = sha256(says);
  return "\"" + to_hex(std::span(digest).first(16)) + "\"";
}

/// The reply with its tag; 304 and nothing for whoever has it already. strength: "W/" for a tag
/// that does not distinguish bytes.
Reply tagged(Reply reply, std::string_view strength, const std::string& tag,
             const Request& request) {
  reply.headers.emplace_back("ETag", std::string(strength) + tag);
  reply.headers.emplace_back("Cache-Control", "no-cache");
  if (request.header("if-none-match").find(tag) != std::string_view::npos) {
    reply.status = 304;
    reply.body.clear();
  }
  return reply;
}

}  // namespace

Reply problem_reply(const Problem& problem, const Request& request) {
  return {.status = problem.status,
          .media_type = "application/problem+json",
          .body = to_json(problem, request.path),
          .headers = {{"Cache-Control", "no-store"}}};
}

std::string retry_after(std::chrono::seconds wait) {
  return std::to_string(wait.count() + random_bytes(1).front() % 5);
}

bool asks_for_page(const Request& request) noexcept {
  return !request.path.starts_with("/api/") &&
         request.header("accept").find("text/html") != std::string_view::npos;
}

Reply unavailable(std::string code, std::string detail, const Request& request) {
  Reply reply =
      problem_reply({.status = 503, .code = std::move(code), .detail = std::move(detail)}, request);
  reply.headers.emplace_back("Retry-After", retry_after(std::chrono::seconds(1)));
  return reply;
}

Reply rate_limited(std::string_view whose, const Refused& refused, const Request& request) {
  Reply reply = problem_reply({.status = 429,
                               .code = "rate_limited",
                               .detail = "More requests came from this " + std::string(whose) +
                                         " than its limit allows; try again later."},
                              request);
  const auto seconds = static_cast<int>(std::ceil(refused.wait.count()));
  reply.headers.emplace_back("Retry-After", retry_after(std::chrono::seconds(seconds)));
  const std::string policy = "\"" + std::string(whose) + "\"";
  const auto quota = std::max(1.0, std::floor(refused.per_second * Buckets::burst_seconds));
  reply.headers.emplace_back("RateLimit-Policy",
                             policy + ";q=" + std::to_string(static_cast<std::int64_t>(quota)) +
                                 ";w=" + std::to_string(static_cast<int>(Buckets::burst_seconds)));
  reply.headers.emplace_back("RateLimit", policy + ";r=0;t=" + std::to_string(seconds));
  return reply;
}

Problem bad_value(const std::string& field, std::string code, std::string message) {
  return {
      .status = 400,
      .code = "bad_query",
      .detail = message,
      .errors = {{.code = std::move(code), .pointer = "/" + field, .message = std::move(message)}}};
}

Reply see_other(std::string location) {
  return {.status = 303,
          .headers = {{"Location", std::move(location)}, {"Cache-Control", "no-store"}}};
}

Reply json_reply(std::string body) {
  return {.status = 200, .media_type = "application/json; charset=utf-8", .body = std::move(body)};
}

Reply with_etag(Reply reply, const Request& request) {
  if (reply.status != 200) {
    return reply;
  }
  const std::string tag = tag_of(reply.body);
  return tagged(std::move(reply), "", tag, request);
}

Reply with_weak_etag(Reply reply, std::string_view says, const Request& request) {
  return tagged(std::move(reply), "W/", tag_of(says), request);
}

}  // namespace soundings::serve
