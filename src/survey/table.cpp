// A disclosed table, read by key.
#include "soundings/survey/table.h"

#include <algorithm>

namespace soundings {

const Row* Table::find(const DomainKey& key, std::string_view answer) const noexcept {
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
    return row.key == key && row.answer == answer;
  });
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace soundings
