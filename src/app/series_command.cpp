// `soundings series`: a measure over months, quarters or waves, with its signals.
#include <optional>

#include "soundings/figures/figures.h"
#include "soundings/report/headline.h"
#include "soundings/report/series.h"
#include "soundings/store/cells.h"
#include "soundings/store/engine.h"

#include "commands.h"
#include "figure_words.h"
#include "open.h"
#include "output.h"

namespace soundings::app {

namespace {

std::string print(const Definitions& definitions, const Series& series, const std::string& format) {
  if (format == "json") {
    return report::series_json(definitions, series);
  }
  if (format == "table") {
    return report::series_table(definitions, series, terminal_width());
  }
  return report::series_csv(series);
}

/// Whether `text` can be one end of a series; empty for the end of what there is.
bool is_end(const std::string& option, const std::string& text) {
  return text.empty() || read_period(option, text).has_value();
}

}  // namespace

Exit series(const SeriesOptions& options) {
  const auto of = read_part(options.of);
  if (!of || !is_end("--from", options.from) || !is_end("--to", options.to) ||
      !names_statistic(options.statistic)) {
    return Exit::wrong_usage;
  }
  const figures::SeriesQuestion asked{
      .measure = options.measure,
      .of = *of,
      .first = parse_period(options.from),
      .last = parse_period(options.to),
      .grain = options.grain == "quarter" ? figures::Grain::quarter : figures::Grain::month,
      .scheme = options.weighting,
      .statistic = parse_statistic(options.statistic),
      .level = options.level};
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions || !database_present(options.place)) {
    return Exit::refused;
  }
  const auto cells = store::open_cells(options.place.database, *definitions);
  const auto told = figures::Figures(*definitions, *cells).series(asked);
  if (!told) {
    complain(told.error());
    return Exit::refused;
  }
  if (silent(*told)) {
    return Exit::refused;
  }
  const std::string format = chosen_format(options.format, options.output);
  std::vector<Table> tables;
  for (const SeriesPoint& point : told->points) {
    tables.push_back(point.table);
  }
  const std::string metadata =
      format == "csv" ? report::csv_metadata(*definitions, file_name(options.output), tables) : "";
  return write_csv(options.output, print(*definitions, *told, format), metadata);
}

}  // namespace soundings::app
