#include "api/figure_requests.h"

#include <string_view>
#include <utility>

#include "soundings/base/number.h"

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
                  "The period '" + text + "' is not " + std::string(period_forms) + "."));
  }
  return *period;
}

Expected<DomainKey, Problem> read_of(const Request& request) {
  const std::string text = request.asked("of");
  auto of = parse_domain_key(text);
  if (!of) {
    return unexpected(bad_value("of", "of_malformed",
                                "The part '" + text +
                                    "' is not DOMAIN=CODE, or two such with a comma between them, "
                                    "as npu=SH,contact_channel=999."));
  }
  for (const std::string domain : {"npu", "contact_channel"}) {
    const std::string code = request.asked(domain);
    if (!code.empty() && !of->emplace(domain, code).second) {
      return unexpected(bad_value(domain, "repeated_domain",
                                  "The domain '" + domain + "' is named in 'of' already."));
    }
  }
  return *std::move(of);
}

Expected<double, Problem> read_level(const Request& request) {
  const std::string text = request.asked("level");
  if (text.empty()) {
    return figures::usual_level;
  }
  const auto level = parse_double(text);
  if (!level) {
    return unexpected(bad_value("level", "level_out_of_range",
                                "The level '" + text + "' is not a number, such as " +
                                    shortest(figures::usual_level) + "."));
  }
  return *level;
}

Expected<std::optional<Statistic>, Problem> read_statistic(const Request& request) {
  const std::string text = request.asked("statistic");
  const auto statistic = parse_statistic(text);
  if (!text.empty() && !statistic) {
    return unexpected(bad_value("statistic", "unknown_statistic",
                                "The statistic '" + text +
                                    "' is not one of pct_positive, pct_negative, net, mean and "
                                    "distribution."));
  }
  return statistic;
}

std::optional<Problem> wrong_format(const Request& request) {
  const std::string format = request.asked("format");
  if (format.empty() || format == "json" || format == "csv") {
    return std::nullopt;
  }
  return bad_value("format", "unknown_format", "The format '" + format + "' is not json or csv.");
}

Reply csv_reply(std::string body, const std::string& file_name, const std::string& described) {
  return {.status = 200,
          .media_type = "text/csv; charset=utf-8",
          .body = std::move(body),
          .headers = {{"Content-Disposition", "attachment; filename=\"" + file_name + "\""},
                      {"Link", "<" + described +
                                   ">; rel=\"describedby\"; "
                                   "type=\"application/json\""}}};
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

}  // namespace soundings::serve
