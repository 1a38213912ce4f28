// `soundings weights`: what weighting did to one period of a survey.
#include "soundings/figures/figures.h"
#include "soundings/report/weights.h"
#include "soundings/store/cells.h"
#include "soundings/store/engine.h"

#include "commands.h"
#include "figure_words.h"
#include "open.h"
#include "output.h"

namespace soundings::app {

namespace {

std::string print(const Definitions& definitions, const report::Weights& weights,
                  const std::string& format) {
  if (format == "json") {
    return report::weights_json(definitions, weights);
  }
  return format == "csv" ? report::weights_csv(definitions, weights)
                         : report::weights_markdown(definitions, weights);
}

}  // namespace

Exit weights(const WeightsOptions& options) {
  const auto period = read_period("--period", options.period);
  if (!period) {
    return Exit::wrong_usage;
  }
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions || !database_present(options.place)) {
    return Exit::refused;
  }
  const auto cells = store::open_cells(options.place.database, *definitions);
  const figures::Figures figures(*definitions, *cells);
  const auto weights =
      report::weights(*definitions, figures,
                      {.survey = options.survey, .period = *period, .scheme = options.weighting});
  if (!weights) {
    complain(weights.error());
    return Exit::refused;
  }
  return write_result(options.output, print(*definitions, *weights, options.format));
}

}  // namespace soundings::app
