#include "exchange.h"

#include <utility>

#include "soundings/base/digest.h"
#include "soundings/base/text.h"
#include "soundings/pages/pages.h"

namespace soundings::serve {

std::string_view Request::header(std::string_view name) const noexcept {
  for (const auto& [field, value] : headers) {
    if (same_name(field, name)) {
      return value;
    }
  }
  return {};
}

std::string Request::asked(const std::string& name) const {
  const auto found = query.find(name);
  return found == query.end() ? std::string{} : found->second;
}

Reply problem_reply(const Problem& problem, const Request& request) {
  return {.status = problem.status,
          .media_type = "application/problem+json",
          .body = to_json(problem, request.path),
          .headers = {{"Cache-Control", "no-store"}}};
}

Reply problem_page(const Problem& problem, const House& house) {
  return {.status = problem.status,
          .media_type = "text/html; charset=utf-8",
          .body = pages::problem(
              house.definitions, problem.status,
              problem.status == 404 ? "Page not found" : reason_phrase(problem.status),
              problem.detail, house.settings.sample),
          .headers = {{"Cache-Control", "no-store"}}};
}

bool asks_for_page(const Request& request) noexcept {
  return !request.path.starts_with("/api/") &&
         request.header("accept").find("text/html") != std::string_view::npos;
}

Reply unavailable(std::string code, std::string detail, const Request& request) {
  Reply reply = problem_reply(
      {.status = 503, .code = std::move(code), .detail = std::move(detail), .errors = {}}, request);
  reply.headers.emplace_back("Retry-After", std::to_string(1 + random_bytes(1).front() % 5));
  return reply;
}

Problem bad_value(const std::string& field, std::string code, std::string message) {
  return {
      .status = 400,
      .code = "bad_query",
      .detail = message,
      .errors = {{.code = std::move(code), .pointer = "/" + field, .message = std::move(message)}}};
}

Reply json_reply(std::string body) {
  return {.status = 200,
          .media_type = "application/json; charset=utf-8",
          .body = std::move(body),
          .headers = {}};
}

Reply with_etag(Reply reply, const Request& request) {
  if (reply.status != 200) {
    return reply;
  }
  const Sha256 digest = sha256(reply.body);
  const std::string tag = "\"" + to_hex(std::span(digest).first(16)) + "\"";
  reply.headers.emplace_back("ETag", tag);
  reply.headers.emplace_back("Cache-Control", "no-cache");
  if (request.header("if-none-match").find(tag) != std::string_view::npos) {
    reply.status = 304;
    reply.body.clear();
  }
  return reply;
}

}  // namespace soundings::serve
