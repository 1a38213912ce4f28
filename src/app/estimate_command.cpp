// `soundings estimate`: one measure, as a table on a terminal or a file for a program.
#include <iostream>

#include "soundings/figures/figures.h"
#include "soundings/report/headline.h"
#include "soundings/store/cells.h"
#include "soundings/store/engine.h"

#include "commands.h"
#include "figure_words.h"
#include "open.h"
#include "output.h"

namespace soundings::app {

namespace {

std::string print(const Definitions& definitions, const figures::ReadTable& read,
                  const std::string& format) {
  if (format == "json") {
    return report::read_estimates_json(definitions, read);
  }
  if (format == "table") {
    return report::terminal_table(definitions, read, terminal_width());
  }
  return report::estimates_csv({read.table});
}

/// The table without readings.
Expected<figures::ReadTable, figures::Fault> plain(const figures::Figures& figures,
                                                   const figures::Question& question) {
  auto table = figures.answer(question);
  if (!table) {
    return unexpected(table.error());
  }
  return figures::ReadTable{.table = *std::move(table)};
}

}  // namespace

Exit estimate(const EstimateOptions& options) {
  const auto period = read_period("--period", options.period);
  if (!period || !names_statistic(options.statistic)) {
    return Exit::wrong_usage;
  }
  const auto interval = estimate::parse_interval(options.interval);
  if (!interval) {
    std::cerr << "--interval takes wilson, logit, beta or wald; given " << visible(options.interval)
              << '\n';
    return Exit::wrong_usage;
  }
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions || !database_present(options.place)) {
    return Exit::refused;
  }
  const auto cells = store::open_cells(options.place.database, *definitions);
  const figures::Figures figures(*definitions, *cells);
  const std::string format = chosen_format(options.format, options.output);
  const bool unread = options.reading == "none" || (options.reading.empty() && format == "csv");
  const figures::Question question{.measure = options.measure,
                                   .by = options.by,
                                   .period = *period,
                                   .scheme = options.weighting,
                                   .statistic = parse_statistic(options.statistic),
                                   .interval = *interval,
                                   .level = options.level};
  const auto read =
      unread ? plain(figures, question) : figures.read(question, parse_against(options.reading));
  if (!read) {
    complain(read.error());
    return Exit::refused;
  }
  if (silent(read->table)) {
    return Exit::refused;
  }
  const std::string metadata =
      format == "csv" ? report::csv_metadata(*definitions, file_name(options.output), {read->table})
                      : "";
  return write_csv(options.output, print(*definitions, *read, format), metadata);
}

}  // namespace soundings::app
