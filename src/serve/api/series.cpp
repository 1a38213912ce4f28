// Series: one measure over months, quarters or waves, with its signals.
#include "api/figure_requests.h"
#include "routes.h"

namespace soundings::serve {

Reply read_series(const Context& context, const Request& request) {
  return answered(
      context, request, report::series_formats(),
      [&](const auto& fields) { return figures::parse_series(context.definitions, fields); },
      [&](const auto& question, const auto& /*format*/) {
        return context.figures.series(question);
      },
      "series.csv");
}

}  // namespace soundings::serve
