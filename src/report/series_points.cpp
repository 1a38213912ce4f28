// The tables of a series, and the signal of each line.
#include "series_points.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace soundings::report {
namespace {

constexpr int fewest_steps = 7;

/// Adds the runs of one weighting.
void add_runs(const Series& series, const std::string& weighting,
              std::optional<Shown> Row::* figure, std::optional<Signal> SeriesPoint::* signal,
              std::vector<SeriesRun>& runs) {
  std::vector<SeriesRun> found;
  const SeriesPoint* before = nullptr;
  std::size_t at_before = 0;
  bool stepped = false;
  double value = 0.0;
  for (std::size_t at = 0; at < series.points.size(); ++at) {
    const SeriesPoint& point = series.points[at];
    const auto& own = point.*signal;
    const auto& shown = point.row().*figure;
    if (!own || !shown) {
      continue;
    }
    if (before != nullptr && before->segment == point.segment && stepped && own->steps) {
      const bool rising = shown->value > value;
      const bool goes_on =
          !found.empty() && found.back().last == at_before && found.back().rising == rising;
      if (!goes_on) {
        found.push_back({.weighting = weighting, .first = at_before, .rising = rising});
      }
      found.back().last = at;
      ++found.back().steps;
    }
    before = &point;
    at_before = at;
    stepped = own->steps;
    value = shown->value;
  }
  std::copy_if(found.begin(), found.end(), std::back_inserter(runs),
               [](const SeriesRun& run) { return run.steps >= fewest_steps; });
}

}  // namespace

std::vector<SeriesRun> runs_of(const Series& series) {
  std::vector<SeriesRun> runs;
  add_runs(series, "none", &Row::unweighted, &SeriesPoint::unweighted, runs);
  if (!series.points.empty() && series.points.front().table.scheme != "none") {
    add_runs(series, series.points.front().table.scheme, &Row::weighted, &SeriesPoint::weighted,
             runs);
  }
  return runs;
}

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
