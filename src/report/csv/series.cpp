// Series as CSV: the file of its points' estimates with columns of their signals.
#include "soundings/report/series.h"

#include "soundings/report/estimates.h"
#include "soundings/wording/readings.h"

#include "csv/record.h"
#include "file_numbers.h"
#include "series_points.h"

namespace soundings::report {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : "; ") + word;
  }
  return text;
}

std::string signal_cells(const SeriesPoint& point, const Line& line) {
  std::vector<std::string> cells{"", std::to_string(point.segment), "", "", "", "", ""};
  if (const Signal* signal = signal_of(point, line)) {
    cells[2] = file_number(signal->centre);
    cells[3] = file_number(signal->lower);
    cells[4] = file_number(signal->upper);
    cells[5] = text_cell(joined(wording::signals(*signal, line.shown->value)));
    cells[6] = signal->firm ? "true" : "false";
  }
  return record(cells);
}

}  // namespace

std::string series_csv(const Series& series) {
  const std::vector<Table> tables = tables_of(series);
  const std::string estimates = estimates_csv(tables);
  const std::vector<Line> lines = lines_of(tables, Repeats::keep);
  std::string csv;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= lines.size(); ++at) {
    const std::size_t end = estimates.find("\r\n", from);
    csv += estimates.substr(from, end - from);
    csv += at == 0 ? ",segment,centre,lower,upper,signals,firm\r\n"
                   : signal_cells(point_of(series, lines[at - 1]), lines[at - 1]);
    from = end + 2;
  }
  return csv;
}

}  // namespace soundings::report
