// Refusals, files and addresses of requests for figures.
#include "api/figure_requests.h"

#include <string_view>
#include <utility>

#include "editions.h"
#include "routes.h"

namespace soundings::serve {
namespace {

/// Percent-encoded but for what RFC 3986 leaves as it is.
std::string in_address(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string made;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view("-._~").find(c) != std::string_view::npos;
    if (kept) {
      made += c;
    } else {
      made += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return made;
}

}  // namespace

Reply misread(const figures::Fault& fault, const Request& request) {
  return problem_reply(bad_value(fault.field, fault.code, fault.message), request);
}

Reply refused(const figures::Fault& fault, const Request& request) {
  return problem_reply(
      {.status = 400,
       .code = fault.code,
       .detail = fault.message,
       .errors = {{.code = fault.code, .pointer = "/" + fault.field, .message = fault.message}}},
      request);
}

figures::Fields question_of(const Request& request) {
  figures::Fields fields = request.query;
  fields.erase(std::string(tier_parameter));
  return fields;
}

Reply csv_reply(std::string body, const std::string& file_name, const std::string& described) {
  return {.status = 200,
          .media_type = std::string(report::csv_media_type),
          .body = std::move(body),
          .headers = {{"Content-Disposition", "attachment; filename=\"" + file_name + "\""},
                      {"Link", "<" + described +
                                   ">; rel=\"describedby\"; "
                                   "type=\"application/json\""}}};
}

Reply marked(const Context& context, Reply reply) {
  if (context.is_sample()) {
    reply.body = report::marked(std::move(reply.body), reply.media_type);
  }
  return reply;
}

std::string as_json(const Request& request) {
  std::string address = request.path;
  char before = '?';
  for (const auto& [name, value] : request.query) {
    if (name != "format") {
      address += before + in_address(name) + "=" + in_address(value);
      before = '&';
    }
  }
  return address;
}

Expected<const figures::Figures*, figures::Fault> figures_asked(const Context& context,
                                                                const Request& request) {
  const std::string asked = request.asked("release");
  if (asked.empty()) {
    return &context.figures;
  }
  const auto line = context.editions.find(asked);
  if (!line || context.shows_working) {
    return unexpected(figures::Fault{
        .code = "not_released",
        .field = "release",
        .value = asked,
        .message = context.shows_working ? "working figures are of no release"
                                         : "release \"" + asked + "\" is not published"});
  }
  return &context.editions.figures_of(*line);
}

}  // namespace soundings::serve
