// Areas by a model.
#include "soundings/report/small_areas.h"

#include "soundings/figures/small_areas.h"

#include "api/figure_requests.h"
#include "routes.h"

namespace soundings::serve {

Reply read_small_areas(const Context& context, const Request& request) {
  if (const auto problem = wrong_format(request)) {
    return problem_reply(*problem, request);
  }
  const auto period = read_period(request, "period");
  if (!period) {
    return problem_reply(period.error(), request);
  }
  const auto statistic = read_statistic(request);
  const auto level = read_level(request);
  if (!statistic || !level) {
    return problem_reply(statistic ? level.error() : statistic.error(), request);
  }
  const std::string by = request.asked("by");
  const auto table = context.figures.answer({.measure = request.asked("measure"),
                                             .by = {by.empty() ? "npu" : by},
                                             .period = *period,
                                             .scheme = request.asked("weighting"),
                                             .statistic = *statistic,
                                             .level = *level});
  if (!table) {
    return problem_reply(to_problem(table.error()), request);
  }
  const auto areas = figures::small_areas(*table);
  if (!areas) {
    return problem_reply(to_problem(areas.error()), request);
  }
  return with_etag(
      request.asked("format") == "csv"
          ? csv_reply(report::small_areas_csv(*areas), "small-areas-modelled.csv", as_json(request))
          : json_reply(report::small_areas_json(context.definitions, *areas)),
      request);
}

}  // namespace soundings::serve
