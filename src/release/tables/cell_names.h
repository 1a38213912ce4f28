// The columns and codes by which a row of a released table names its cell.
#pragma once

#include <string>
#include <vector>

#include "soundings/disclose/printed.h"

#include "count/plan.h"

namespace soundings::release {

/// The domains of a table's columns: the usual ones, then its own that are none of them.
[[nodiscard]] std::vector<std::string> columns_of(const ReleasedTable& table);

/// The code of a cell in a domain; empty where the cell is of all of it.
[[nodiscard]] std::string code_in(const Plan& plan, const disclose::FigureCell& cell,
                                  const std::string& domain);

/// "SW,hate", in the order of the table's domains.
[[nodiscard]] std::string codes_of(const Plan& plan, const ReleasedTable& table,
                                   const disclose::FigureCell& cell);

}  // namespace soundings::release
