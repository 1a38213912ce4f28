// The names that the star of a release is made of.
#pragma once

#include <vector>

#include "soundings/disclose/printed.h"
#include "soundings/disclose/publication.h"

#include "joint/table_part.h"

namespace soundings::disclose {

/// What was printed earlier, and rows without numbers for every cell of every table and every
/// answer that one prints. cells: by table.
[[nodiscard]] std::vector<PrintedFigure> star_names(const Publication& publication,
                                                    const std::vector<TableCells>& cells);

}  // namespace soundings::disclose
