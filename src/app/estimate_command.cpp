// `soundings estimate`: one measure, as a table on a terminal or a file for a program.
#include <iostream>

#include "soundings/figures/figures.h"
#include "soundings/report/headline.h"
#include "soundings/store/cells.h"

#include "commands.h"
#include "figure_words.h"
#include "open.h"
#include "output.h"

namespace soundings::app {

namespace {

std::string print(const Definitions& definitions, const Table& table, const std::string& format) {
  if (format == "json") {
    return report::estimates_json(definitions, {table});
  }
  if (format == "table") {
    return report::terminal_table(definitions, table, terminal_width());
  }
  return report::estimates_csv({table});
}

}  // namespace

Exit estimate(const EstimateOptions& options) {
  const auto period = read_period("--period", options.period);
  if (!period || !names_statistic(options.statistic)) {
    return Exit::wrong_usage;
  }
  const auto interval = estimate::parse_interval(options.interval);
  if (!interval) {
    std::cerr << "--interval takes wilson, logit, beta or wald; given " << options.interval << '\n';
    return Exit::wrong_usage;
  }
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions || !database_present(options.place)) {
    return Exit::refused;
  }
  store::CellReader cells(options.place.database, *definitions);
  const figures::Figures figures(*definitions, cells);
  const auto table = figures.answer({.measure = options.measure,
                                     .by = options.by,
                                     .period = *period,
                                     .scheme = options.weighting,
                                     .statistic = parse_statistic(options.statistic),
                                     .interval = *interval,
                                     .level = options.level});
  if (!table) {
    complain(table.error());
    return Exit::refused;
  }
  return write_result(options.output,
                      print(*definitions, *table, chosen_format(options.format, options.output)));
}

}  // namespace soundings::app
