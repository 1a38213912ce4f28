#include "figure_requests.h"

#include <utility>

namespace soundings::serve {

Problem to_problem(const figures::Fault& fault) {
  return {.status = 400,
          .code = fault.code,
          .detail = fault.message,
          .errors = {{.code = fault.code, .pointer = "/" + fault.field, .message = fault.message}}};
}

Expected<Period, Problem> read_period(const Request& request, const std::string& field) {
  const std::string text = request.asked(field);
  const auto period = parse_period(text);
  if (!period) {
    return unexpected(
        bad_value(field, "period_malformed",
                  "The period '" + text + "' is not a month, months or waves (2019-05, wave-3)."));
  }
  return *period;
}

std::optional<Problem> wrong_format(const Request& request) {
  const std::string format = request.asked("format");
  if (format.empty() || format == "json" || format == "csv") {
    return std::nullopt;
  }
  return bad_value("format", "unknown_format", "The format '" + format + "' is not json or csv.");
}

Reply csv_reply(std::string body, const std::string& file_name) {
  return {.status = 200,
          .media_type = "text/csv; charset=utf-8",
          .body = std::move(body),
          .headers = {{"Content-Disposition", "attachment; filename=\"" + file_name + "\""}}};
}

}  // namespace soundings::serve
