// What the files of series have in common: its tables, and the signal of each of their lines.
#pragma once

#include <vector>

#include "soundings/survey/series.h"

#include "lines.h"

namespace soundings::report {

[[nodiscard]] std::vector<Table> tables_of(const Series& series);

/// The point a line of tables_of() stands for.
[[nodiscard]] const SeriesPoint& point_of(const Series& series, const Line& line);

/// Its signal under the line's weighting; nullptr where there is none.
[[nodiscard]] const Signal* signal_of(const SeriesPoint& point, const Line& line);

}  // namespace soundings::report
