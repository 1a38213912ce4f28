// The table of each area beside the rest of the force.
#pragma once

#include <span>

#include "tables/tables.h"

namespace soundings::release {

/// Of the items of `table`, which is by areas. No file where no difference can be printed.
[[nodiscard]] TableFiles against_rest_table(const TableContext& context,
                                            std::span<const PrintedPeriod> prints,
                                            const ReleasedTable& table);

}  // namespace soundings::release
