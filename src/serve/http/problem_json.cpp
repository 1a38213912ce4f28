#include <nlohmann/json.hpp>

#include "http/problem.h"

namespace soundings::serve {

Problem body_too_large() {
  return {413, "body_too_large", "The body is larger than this address takes.", {}};
}

std::string_view reason_phrase(int status) noexcept {
  switch (status) {
    case 200:
      return "OK";
    case 202:
      return "Accepted";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Internal Server Error";
  }
}

std::string to_json(const Problem& problem, std::string_view instance) {
  nlohmann::ordered_json document{
      {"type", "about:blank"},
      {"title", reason_phrase(problem.status)},
      {"status", problem.status},
      {"detail", problem.detail},
  };
  if (!instance.empty()) {
    document["instance"] = instance;
  }
  document["code"] = problem.code;
  if (!problem.errors.empty()) {
    auto& errors = document["errors"] = nlohmann::ordered_json::array();
    for (const auto& error : problem.errors) {
      errors.push_back(
          {{"pointer", error.pointer}, {"code", error.code}, {"message", error.message}});
    }
  }
  return document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace soundings::serve
