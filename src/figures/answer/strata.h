// Cells by the strata they lie in: those of one period alone, and those of several periods as one
// design, where people answered in both.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "soundings/survey/cells.h"
#include "soundings/survey/period.h"

namespace soundings::figures {

/// The column that distinguishes strata once they are one.
inline constexpr std::string_view stratum_column = "stratum";

/// Whether the stratum ("2019-05", "wave-3") lies in the period.
[[nodiscard]] bool lies_in(const std::string& stratum, const Period& period);

/// The cells of the strata that lie in one of the periods, with the people who answered there.
[[nodiscard]] std::shared_ptr<const Cells> cells_within(const Cells& cells,
                                                        const std::vector<Period>& periods);

/// Whether some person answered in both periods.
[[nodiscard]] bool share_people(const Cells& cells, const Period& a, const Period& b);

/// The same cells as one stratum in which every person is one unit; the strata become the first
/// column.
[[nodiscard]] std::shared_ptr<const Cells> in_one_stratum(const Cells& cells);

}  // namespace soundings::figures
