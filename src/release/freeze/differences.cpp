// What two releases print differently.
#include <map>
#include <tuple>

#include "soundings/release/release.h"

namespace soundings::release {
namespace {

using Key = std::tuple<std::string, std::string, std::string, std::string, std::string, std::string,
                       std::string>;

/// own: of a release of another month, its own period stands for that of the other.
Key key_of(const store::ReleaseRow& row, const std::string& own) {
  return {
      row.survey,   row.period == own ? "" : row.period, row.by, row.codes, row.item, row.answer,
      row.weighting};
}

std::string own_month(const store::Release& a, const store::Release& b,
                      const store::Release& mine) {
  return a.line.month == b.line.month ? std::string() : to_text(mine.line.month);
}

bool prints_alike(const store::ReleaseRow& a, const store::ReleaseRow& b) {
  return std::tie(a.value, a.lo, a.hi, a.n, a.marks, a.print_class, a.response_rate) ==
         std::tie(b.value, b.lo, b.hi, b.n, b.marks, b.print_class, b.response_rate);
}

}  // namespace

std::vector<RowDifference> differences(const store::Release& a, const store::Release& b) {
  std::map<Key, const store::ReleaseRow*> before;
  for (const store::ReleaseRow& row : a.rows) {
    before.emplace(key_of(row, own_month(a, b, a)), &row);
  }
  std::vector<RowDifference> found;
  for (const store::ReleaseRow& row : b.rows) {
    const auto at = before.find(key_of(row, own_month(a, b, b)));
    if (at == before.end()) {
      found.push_back({.before = {}, .after = row, .in_before = false, .in_after = true});
      continue;
    }
    if (!prints_alike(*at->second, row)) {
      found.push_back({.before = *at->second, .after = row, .in_before = true, .in_after = true});
    }
    before.erase(at);
  }
  for (const store::ReleaseRow& row : a.rows) {
    if (before.contains(key_of(row, own_month(a, b, a)))) {
      found.push_back({.before = row, .after = {}, .in_before = true, .in_after = false});
    }
  }
  return found;
}

}  // namespace soundings::release
