// Cells crossed anew: other columns made of the old ones, equal cells added together.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "soundings/survey/cells.h"

namespace soundings::figures {

/// A column of the new cells: its codes (0 is "(missing)") and the code of each old cell.
struct NewColumn {
  CellColumn column;
  std::vector<std::uint16_t> code;
};

/// scale: per stratum, what base weights are multiplied by. Units, strata and populations stay.
[[nodiscard]] std::shared_ptr<const Cells> cross_tabulate(const Cells& cells,
                                                          const std::vector<NewColumn>& columns,
                                                          const std::vector<double>& scale);

/// An old column as it stands, under the name `id`.
[[nodiscard]] NewColumn kept(const Cells& cells, const std::string& old, std::string id);

}  // namespace soundings::figures
