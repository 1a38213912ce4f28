// `soundings weights`: what weighting did to one period of a survey.
#include <iostream>

#include "soundings/figures/figures.h"
#include "soundings/report/weights.h"
#include "soundings/store/cells.h"

#include "commands.h"
#include "open.h"
#include "output.h"

namespace soundings::app {

Exit weights(const WeightsOptions& options) {
  const auto period = parse_period(options.period);
  if (!period) {
    std::cerr << "--period takes a month, a window of months or waves, as in 2019-05 or wave-4; "
                 "given "
              << options.period << '\n';
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
    std::cerr << weights.error().message << " (" << weights.error().code << ")\n";
    return Exit::refused;
  }
  return write_result(options.output, options.format == "csv"
                                          ? report::weights_csv(*definitions, *weights)
                                          : report::weights_markdown(*definitions, *weights));
}

}  // namespace soundings::app
