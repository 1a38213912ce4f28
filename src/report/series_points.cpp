#include "series_points.h"

#include <algorithm>

namespace soundings::report {

std::vector<Table> tables_of(const Series& series) {
  std::vector<Table> tables;
  tables.reserve(series.points.size());
  for (const SeriesPoint& point : series.points) {
    tables.push_back(point.table);
  }
  return tables;
}

const SeriesPoint& point_of(const Series& series, const Line& line) {
  return *std::find_if(
      series.points.begin(), series.points.end(),
      [&line](const SeriesPoint& point) { return point.table.period == line.table->period; });
}

const Signal* signal_of(const SeriesPoint& point, const Line& line) {
  const auto& signal = line.weighting == "none" ? point.unweighted : point.weighted;
  return signal ? &*signal : nullptr;
}

}  // namespace soundings::report
