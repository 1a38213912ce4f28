// Cells in aligned columns for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace soundings::report {

/// Rows of equally many cells, the heading first. The first column keeps to the left and is cut
/// to make the rest fit `width`; the last keeps to the left too; those between to the right.
[[nodiscard]] std::string grid(std::vector<std::vector<std::string>> rows, std::size_t width);

}  // namespace soundings::report
