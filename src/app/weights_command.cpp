// `soundings weights`: what weighting did to one period of a survey.
#include "soundings/figures/figures.h"
#include "soundings/report/weights.h"
#include "soundings/store/cells.h"

#include "commands.h"
#include "figure_words.h"
#include "open.h"
#include "output.h"

namespace soundings::app {

Exit weights(const WeightsOptions& options) {
  const auto period = read_period("--period", options.period);
  if (!period) {
    return Exit::wrong_usage;
  }
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions || !database_present(options.place)) {
    return Exit::refused;
  }
  store::CellReader cells(options.place.database, *definitions);
  const figures::Figures figures(*definitions, cells);
  const auto weights =
      report::weights(*definitions, figures,
                      {.survey = options.survey, .period = *period, .scheme = options.weighting});
  if (!weights) {
    complain(weights.error());
    return Exit::refused;
  }
  return write_result(options.output, options.format == "csv"
                                          ? report::weights_csv(*definitions, *weights)
                                          : report::weights_markdown(*definitions, *weights));
}

}  // namespace soundings::app
