// What working figures alone show beside a figure: it is never printed of a release.
#pragma once

#include <string>
#include <vector>

#include "soundings/survey/table.h"

namespace soundings::pages {

/// Whether a table is of working figures.
[[nodiscard]] bool is_working(const Table& table) noexcept;

/// The heads of the columns: effective base, design effect, standard error in points, weights, and
/// figure and range before rounding (per cent; a mean: points).
[[nodiscard]] std::vector<std::string> working_heads();

/// The cells of a row under those heads, "[x]" for what is not there. row: nullptr for no row.
[[nodiscard]] std::vector<std::string> working_cells(const Table& table, const Row* row);

}  // namespace soundings::pages
