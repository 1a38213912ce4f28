// `soundings compare`: figures of one question against each other.
#include "soundings/figures/compare.h"
#include "soundings/figures/spread.h"
#include "soundings/report/comparisons.h"
#include "soundings/report/headline.h"
#include "soundings/store/cells.h"
#include "soundings/store/engine.h"

#include "commands.h"
#include "figure_words.h"
#include "open.h"
#include "output.h"

namespace soundings::app {

namespace {

std::string print(const Definitions& definitions, const report::Compared& compared,
                  const std::string& format) {
  if (format == "json") {
    return report::comparisons_json(definitions, compared);
  }
  if (format == "table") {
    return report::comparisons_table(definitions, compared, terminal_width());
  }
  return report::comparisons_csv(definitions, compared);
}

/// What was weighted to what: both periods of the comparisons.
std::vector<Table> tables_of(const Comparisons& told) {
  std::vector<Table> tables;
  const auto add = [&](const Period& period) {
    Table table;
    table.survey = told.survey;
    table.item = told.item;
    table.scheme = told.scheme;
    table.period = period;
    tables.push_back(std::move(table));
  };
  add(told.period);
  for (const Comparison& row : told.rows) {
    if (row.b && row.b->period != told.period) {
      add(row.b->period);
    }
  }
  return tables;
}

}  // namespace

Exit compare(const CompareOptions& options) {
  const auto period = read_period("--period", options.period);
  const auto of = read_part(options.of);
  if (!period || !of || !names_statistic(options.statistic)) {
    return Exit::wrong_usage;
  }
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions || !database_present(options.place)) {
    return Exit::refused;
  }
  const auto counterpart = figures::counterpart(*definitions, options.against);
  const auto cells = store::open_cells(options.place.database, *definitions);
  auto comparisons = figures::Figures(*definitions, *cells)
                         .compare({.measure = options.measure,
                                   .period = *period,
                                   .by = options.by,
                                   .code = options.code,
                                   .against = counterpart.against,
                                   .other = counterpart.other,
                                   .scheme = options.weighting,
                                   .statistic = parse_statistic(options.statistic),
                                   .level = options.level,
                                   .of = *of});
  if (!comparisons) {
    complain(comparisons.error());
    return Exit::refused;
  }
  if (silent(*comparisons)) {
    return Exit::refused;
  }
  const bool spread = !comparisons->by.empty() && options.code.empty();
  report::Compared compared{.comparisons = *std::move(comparisons), .spread = std::nullopt};
  if (spread) {
    compared.spread = figures::spread(compared.comparisons);
  }
  const std::string format = chosen_format(options.format, options.output);
  const std::string metadata = format == "csv"
                                   ? report::csv_metadata(*definitions, file_name(options.output),
                                                          tables_of(compared.comparisons))
                                   : "";
  return write_csv(options.output, print(*definitions, compared, format), metadata);
}

}  // namespace soundings::app
