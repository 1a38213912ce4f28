// Series: one measure over months, quarters or waves, with its signals.
#include "soundings/report/series.h"

#include <array>

#include "figure_requests.h"
#include "routes.h"

namespace soundings::serve {
namespace {

constexpr std::array place_domains{"npu", "contact_channel"};

/// Whom the series speaks of: one code of one domain, or the force.
std::optional<Problem> read_place(const Request& request, figures::SeriesQuestion& asked) {
  for (const std::string domain : place_domains) {
    const std::string code = request.asked(domain);
    if (code.empty()) {
      continue;
    }
    if (!asked.by.empty()) {
      return bad_value(domain, "too_many_domains",
                       "A series is of the force, of one NPU or of one contact channel.");
    }
    asked.by = domain;
    asked.code = code;
  }
  return std::nullopt;
}

Expected<std::optional<Period>, Problem> read_end(const Request& request, const std::string& name) {
  if (request.asked(name).empty()) {
    return std::optional<Period>();
  }
  const auto period = read_period(request, name);
  if (!period) {
    return unexpected(period.error());
  }
  return std::optional(*period);
}

Expected<figures::SeriesQuestion, Problem> read_question(const Request& request) {
  figures::SeriesQuestion asked{.measure = request.asked("measure"),
                                .scheme = request.asked("weighting")};
  if (const auto problem = read_place(request, asked)) {
    return unexpected(*problem);
  }
  const auto first = read_end(request, "from");
  const auto last = read_end(request, "to");
  if (!first || !last) {
    return unexpected(first ? last.error() : first.error());
  }
  asked.first = *first;
  asked.last = *last;
  const std::string grain = request.asked("grain");
  if (!grain.empty() && grain != "month" && grain != "quarter") {
    return unexpected(
        bad_value("grain", "unknown_grain", "The grain '" + grain + "' is not month or quarter."));
  }
  asked.grain = grain == "quarter" ? figures::Grain::quarter : figures::Grain::month;
  return asked;
}

}  // namespace

Reply read_series(const House& house, const Request& request) {
  if (const auto problem = wrong_format(request)) {
    return problem_reply(*problem, request);
  }
  const auto asked = read_question(request);
  if (!asked) {
    return problem_reply(asked.error(), request);
  }
  const auto series = house.figures.series(*asked);
  if (!series) {
    return problem_reply(to_problem(series.error()), request);
  }
  return with_etag(request.asked("format") == "csv"
                       ? csv_reply(report::series_csv(*series), "series.csv")
                       : json_reply(report::series_json(house.definitions, *series)),
                   request);
}

}  // namespace soundings::serve
