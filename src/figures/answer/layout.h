// The rows of a table, before anything is known of them: their keys, their places in
// every domain, and the cells that lie in each.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "soundings/estimate/estimate.h"
#include "soundings/figures/tabulate.h"

namespace soundings::figures {

/// A row of a table by number: domain id -> row among row_codes().
using CellPosition = std::map<std::string, std::size_t>;

/// One row to be: its key as it prints and its position in every domain, the measure's own slice
/// included.
struct Slot {
  DomainKey key;
  CellPosition position;
};

/// Where the codes of a key stand in their domains.
[[nodiscard]] CellPosition position_of(const Definitions& definitions, const Asked& asked,
                                       const DomainKey& key);

/// Domains a question distinguishes, those of its slice included.
[[nodiscard]] std::vector<std::string> dimensions(const Asked& asked);

/// The whole, then the rows of each domain, then their crossing in row-major order.
[[nodiscard]] std::vector<Slot> slots_of(const Definitions& definitions, const Asked& asked);

/// Cells of a sample by slot: each cell stands in the whole and in one row of each domain. Columns
/// of the cells: those of dimensions(), named "by " and the domain.
[[nodiscard]] std::vector<estimate::Domain> domains_of(const Definitions& definitions,
                                                       const Asked& asked, const Cells& cells,
                                                       const std::vector<Slot>& slots);

}  // namespace soundings::figures
