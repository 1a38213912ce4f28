// `soundings estimate`: one measure, as a table on a terminal or a file for a program.
#include <iostream>

#include "soundings/figures/figures.h"
#include "soundings/report/headline.h"
#include "soundings/store/cells.h"

#include "commands.h"
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
  const auto period = parse_period(options.period);
  if (!period) {
    std::cerr << "--period takes a month (2019-05), a window of months (2018-11/2019-01, 2019-Q2, "
                 "3-months-to-2019-05, year-ending-2018-12, financial-year-to-2019-05) or waves "
                 "(wave-3, waves-1-4); given "
              << options.period << '\n';
    return Exit::wrong_usage;
  }
  const auto interval = estimate::parse_interval(options.interval);
  if (!interval) {
    std::cerr << "--interval takes wilson, logit, beta or wald; given " << options.interval << '\n';
    return Exit::wrong_usage;
  }
  const auto statistic = parse_statistic(options.statistic);
  if (!statistic && !options.statistic.empty()) {
    std::cerr << "--statistic takes pct_positive, pct_negative, net, mean or distribution; given "
              << options.statistic << '\n';
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
                                     .statistic = statistic,
                                     .interval = *interval});
  if (!table) {
    std::cerr << table.error().message << " (" << table.error().code << ")\n";
    return Exit::refused;
  }
  return write_result(options.output,
                      print(*definitions, *table, chosen_format(options.format, options.output)));
}

}  // namespace soundings::app
