// Comparisons: any two figures of one question, and the NPUs beside each other.
#include "soundings/report/comparisons.h"

#include <utility>

#include "soundings/figures/compare.h"
#include "soundings/figures/spread.h"

#include "api/figure_requests.h"
#include "routes.h"

namespace soundings::serve {
namespace {

constexpr auto npu_domain = "npu";

Expected<figures::ComparisonQuestion, Problem> read_question(const Context& context,
                                                             const Request& request) {
  const auto period = read_period(request, "period");
  if (!period) {
    return unexpected(period.error());
  }
  const auto of = read_of(request);
  if (!of) {
    return unexpected(of.error());
  }
  const auto statistic = read_statistic(request);
  const auto level = read_level(request);
  if (!statistic || !level) {
    return unexpected(statistic ? level.error() : statistic.error());
  }
  const std::string against = request.asked("against");
  const auto counterpart =
      figures::counterpart(context.definitions, against.empty() ? "rest" : against);
  return figures::ComparisonQuestion{.measure = request.asked("measure"),
                                     .period = *period,
                                     .by = request.asked("by"),
                                     .code = request.asked("code"),
                                     .against = counterpart.against,
                                     .other = counterpart.other,
                                     .scheme = request.asked("weighting"),
                                     .statistic = *statistic,
                                     .level = *level,
                                     .of = *of};
}

Reply compared(const Context& context, const Request& request,
               const figures::ComparisonQuestion& asked) {
  const std::string format = request.asked("format");
  auto comparisons = context.figures.compare(asked);
  if (!comparisons) {
    return problem_reply(to_problem(comparisons.error()), request);
  }
  const bool spread = !comparisons->by.empty() && asked.code.empty();
  report::Compared compared{.comparisons = *std::move(comparisons), .spread = std::nullopt};
  if (spread) {
    compared.spread = figures::spread(compared.comparisons);
  }
  return with_etag(format == "csv"
                       ? csv_reply(report::comparisons_csv(context.definitions, compared),
                                   "comparisons.csv", as_json(request))
                       : json_reply(report::comparisons_json(context.definitions, compared)),
                   request);
}

}  // namespace

Reply compare_figures(const Context& context, const Request& request) {
  if (const auto problem = wrong_format(request)) {
    return problem_reply(*problem, request);
  }
  const auto asked = read_question(context, request);
  return asked ? compared(context, request, *asked) : problem_reply(asked.error(), request);
}

Reply compare_npus(const Context& context, const Request& request) {
  if (const auto problem = wrong_format(request)) {
    return problem_reply(*problem, request);
  }
  auto asked = read_question(context, request);
  if (!asked) {
    return problem_reply(asked.error(), request);
  }
  asked->by = npu_domain;
  return compared(context, request, *asked);
}

}  // namespace soundings::serve
