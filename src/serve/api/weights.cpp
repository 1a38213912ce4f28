// What weighting did to a period of a survey.
#include "soundings/report/weights.h"

#include "api/figure_requests.h"
#include "routes.h"

namespace soundings::serve {

Reply read_weights(const Context& context, const Request& request) {
  if (const auto problem = wrong_format(request)) {
    return problem_reply(*problem, request);
  }
  const auto period = read_period(request, "period");
  if (!period) {
    return problem_reply(period.error(), request);
  }
  const auto weights = report::weights(
      context.definitions, context.figures,
      {.survey = request.asked("survey"), .period = *period, .scheme = request.asked("weighting")});
  if (!weights) {
    return problem_reply(to_problem(weights.error()), request);
  }
  return with_etag(request.asked("format") == "csv"
                       ? csv_reply(report::weights_csv(context.definitions, *weights),
                                   "weights.csv", as_json(request))
                       : json_reply(report::weights_json(context.definitions, *weights)),
                   request);
}

}  // namespace soundings::serve
