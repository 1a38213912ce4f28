// `soundings headline`: the monthly export.
#include <iostream>

#include "soundings/figures/figures.h"
#include "soundings/report/headline.h"
#include "soundings/store/cells.h"

#include "commands.h"
#include "open.h"
#include "output.h"

namespace soundings::app {

Exit headline(const HeadlineOptions& options) {
  const auto month = parse_month(options.period);
  if (!month) {
    std::cerr << "--period takes a month, as in 2019-05; given " << options.period << '\n';
    return Exit::wrong_usage;
  }
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions || !database_present(options.place)) {
    return Exit::refused;
  }
  store::CellReader cells(options.place.database, *definitions);
  const figures::Figures figures(*definitions, cells);
  const auto headline = report::headline(*definitions, figures, *month);
  if (!headline) {
    std::cerr << headline.error().message << " (" << headline.error().code << ")\n";
    return Exit::refused;
  }
  if (options.format == "json") {
    return write_result(options.output, report::headline_json(*definitions, *headline));
  }
  return write_csv(options.output, report::headline_csv(*headline),
                   report::csv_metadata(*definitions, file_name(options.output), headline->tables));
}

}  // namespace soundings::app
