// Series: one measure over months, quarters or waves, with its signals.
#include "soundings/report/series.h"

#include "api/figure_requests.h"
#include "routes.h"

namespace soundings::serve {
namespace {

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
  const auto of = read_of(request);
  if (!of) {
    return unexpected(of.error());
  }
  const auto statistic = read_statistic(request);
  const auto level = read_level(request);
  if (!statistic || !level) {
    return unexpected(statistic ? level.error() : statistic.error());
  }
  figures::SeriesQuestion asked{.measure = request.asked("measure"),
                                .of = *of,
                                .scheme = request.asked("weighting"),
                                .statistic = *statistic,
                                .level = *level};
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

Reply read_series(const Context& context, const Request& request) {
  if (const auto problem = wrong_format(request)) {
    return problem_reply(*problem, request);
  }
  const auto asked = read_question(request);
  if (!asked) {
    return problem_reply(asked.error(), request);
  }
  const auto series = context.figures.series(*asked);
  if (!series) {
    return problem_reply(to_problem(series.error()), request);
  }
  return with_etag(request.asked("format") == "csv"
                       ? csv_reply(report::series_csv(*series), "series.csv", as_json(request))
                       : json_reply(report::series_json(context.definitions, *series)),
                   request);
}

}  // namespace soundings::serve
