// A disclosed table, read by key.
#include "soundings/survey/table.h"

#include <algorithm>

namespace soundings {

const Row* Table::find(const DomainKey& key) const noexcept {
  const auto at =
      std::find_if(rows.begin(), rows.end(), [&key](const Row& row) { return row.key == key; });
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace soundings
