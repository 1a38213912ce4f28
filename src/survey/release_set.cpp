// Looking up the tables and rows of a release.
#include "soundings/survey/release_set.h"

#include <algorithm>

namespace soundings {

std::string_view to_text(PrintClass print) noexcept {
  switch (print) {
    case PrintClass::a:
      return "A";
    case PrintClass::b:
      return "B";
    case PrintClass::c:
      return "C";
  }
  return "";
}

const PooledRow* ReleaseSet::pooled_row(std::string_view domain) const noexcept {
  const auto at = std::ranges::find(pooled, domain, &PooledRow::domain);
  return at == pooled.end() ? nullptr : &*at;
}

const ReleasedTable* ReleaseSet::find_table(const std::vector<std::string>& by) const noexcept {
  const auto at = std::ranges::find(tables, by, &ReleasedTable::by);
  return at == tables.end() ? nullptr : &*at;
}

const std::vector<std::string>& ReleaseSet::items_of(const ReleasedTable& table) const noexcept {
  return table.items.empty() ? items : table.items;
}

}  // namespace soundings
