// "Show the figures" under a table of measures: each figure in numbers, the unweighted one beside
// it, and what working figures show besides.
#pragma once

#include <span>
#include <string>

#include "tables/measure_table.h"

namespace soundings::pages {

/// Adds the lists "figures_columns" and "figures_rows" and the flag "figures_open". first: the head
/// of the first column. level: "95%".
void add_figures_table(const Definitions& definitions, std::span<const MeasureLine> lines,
                       Scope scope, const std::string& first, const std::string& level, View& view);

}  // namespace soundings::pages
