// Everything counted that an answer is made of, read from the store in one snapshot.
#pragma once

#include "soundings/figures/tabulate.h"

namespace soundings::store {
class CellReader;
}

namespace soundings::figures {

/// By which domains answers are counted. For a table alone of one month or wave: its own and those
/// of its weights, which are far fewer cells. Else every domain of the item: comparisons need those
/// of both sides, and cells of several strata are scaled before they are added.
enum class CountedBy { domains_of_item, domains_of_table };

[[nodiscard]] Evidence gather(const Definitions& definitions, store::CellReader& cells,
                              const Asked& asked, CountedBy by = CountedBy::domains_of_item);

}  // namespace soundings::figures
