// What weighting did to a period of a survey.
#include "soundings/figures/weights.h"

#include "api/figure_requests.h"
#include "routes.h"

namespace soundings::serve {

Reply read_weights(const Context& context, const Request& request) {
  return answered(
      context, request, report::weights_formats(),
      [](const auto& fields) { return figures::parse_weights(fields); },
      [&](const auto& question, const auto& /*format*/) {
        return figures::weights(context.definitions, context.figures, question);
      },
      "weights.csv");
}

}  // namespace soundings::serve
