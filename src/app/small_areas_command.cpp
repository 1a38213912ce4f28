// `soundings small-areas`: areas by a model, apart from their direct estimates.
#include "soundings/figures/small_areas.h"
#include "soundings/report/headline.h"
#include "soundings/report/small_areas.h"
#include "soundings/store/cells.h"
#include "soundings/store/engine.h"

#include "commands.h"
#include "figure_words.h"
#include "open.h"
#include "output.h"

namespace soundings::app {

namespace {

std::string print(const Definitions& definitions, const SmallAreas& areas,
                  const std::string& format) {
  if (format == "json") {
    return report::small_areas_json(definitions, areas);
  }
  return format == "table" ? report::small_areas_table(definitions, areas, terminal_width())
                           : report::small_areas_csv(areas);
}

}  // namespace

Exit small_areas(const SmallAreasOptions& options) {
  const auto period = read_period("--period", options.period);
  if (!period || !names_statistic(options.statistic)) {
    return Exit::wrong_usage;
  }
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions || !database_present(options.place)) {
    return Exit::refused;
  }
  const auto cells = store::open_cells(options.place.database, *definitions);
  const auto table = figures::Figures(*definitions, *cells)
                         .answer({.measure = options.measure,
                                  .by = {options.by},
                                  .period = *period,
                                  .scheme = options.weighting,
                                  .statistic = parse_statistic(options.statistic),
                                  .level = options.level});
  if (!table) {
    complain(table.error());
    return Exit::refused;
  }
  if (silent(*table)) {
    return Exit::refused;
  }
  const auto areas = figures::small_areas(*table);
  if (!areas) {
    complain(areas.error());
    return Exit::refused;
  }
  const std::string format = chosen_format(options.format, options.output);
  const std::string metadata =
      format == "csv" ? report::csv_metadata(*definitions, file_name(options.output), {*table})
                      : "";
  return write_csv(options.output, print(*definitions, *areas, format), metadata);
}

}  // namespace soundings::app
