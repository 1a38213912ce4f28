// `soundings series`: a measure over months, quarters or waves, with its signals.
#include <iostream>
#include <optional>

#include "soundings/figures/figures.h"
#include "soundings/report/series.h"
#include "soundings/store/cells.h"

#include "commands.h"
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
bool is_end(const std::string& text) {
  return text.empty() || parse_period(text).has_value();
}

}  // namespace

Exit series(const SeriesOptions& options) {
  if (!is_end(options.from) || !is_end(options.to)) {
    std::cerr << "--from and --to take 2019-05 or wave-3; given "
              << (is_end(options.from) ? options.to : options.from) << '\n';
    return Exit::wrong_usage;
  }
  figures::SeriesQuestion asked{
      .measure = options.measure,
      .first = parse_period(options.from),
      .last = parse_period(options.to),
      .grain = options.grain == "quarter" ? figures::Grain::quarter : figures::Grain::month,
      .scheme = options.weighting};
  if (const auto sign = options.of.find('='); sign != std::string::npos) {
    asked.by = options.of.substr(0, sign);
    asked.code = options.of.substr(sign + 1);
  } else if (!options.of.empty()) {
    std::cerr << "--of takes DOMAIN=CODE, as npu=SH; given " << options.of << '\n';
    return Exit::wrong_usage;
  }
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions || !database_present(options.place)) {
    return Exit::refused;
  }
  store::CellReader cells(options.place.database, *definitions);
  const auto told = figures::Figures(*definitions, cells).series(asked);
  if (!told) {
    std::cerr << told.error().message << " (" << told.error().code << ")\n";
    return Exit::refused;
  }
  return write_result(options.output,
                      print(*definitions, *told, chosen_format(options.format, options.output)));
}

}  // namespace soundings::app
