// What the files of series have in common: its tables, and the signal of each of their lines.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "soundings/survey/series.h"

#include "lines.h"

namespace soundings::report {

[[nodiscard]] std::vector<Table> tables_of(const Series& series);

/// The point a line of tables_of() stands for.
[[nodiscard]] const SeriesPoint& point_of(const Series& series, const Line& line);

/// Its signal under the line's weighting; nullptr where there is none.
[[nodiscard]] const Signal* signal_of(const SeriesPoint& point, const Line& line);

/// Seven steps in a row or more the same way, under one weighting.
struct SeriesRun {
  std::string weighting;
  std::size_t first = 0;  ///< index of a point
  std::size_t last = 0;
  int steps = 0;
  bool rising = false;
};

/// In the order of time, unweighted ones first. Made of the signals' own `steps`, so that the two
/// cannot differ.
[[nodiscard]] std::vector<SeriesRun> runs_of(const Series& series);

}  // namespace soundings::report
