// The note under the heading of a measure table: who answered, how it is weighted, how it is read.
#pragma once

#include <span>
#include <string>

#include "tables/measure_table.h"

namespace soundings::pages {

/// lines: of one survey or section, not empty.
[[nodiscard]] std::string table_note(const Definitions& definitions,
                                     std::span<const MeasureLine> lines);

}  // namespace soundings::pages
