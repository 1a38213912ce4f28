#include "nearest.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <vector>

namespace soundings::receive {
namespace {

constexpr std::size_t longest_compared = 64;

/// Letters to insert, remove or replace (Levenshtein).
std::size_t changes(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

std::size_t distance(std::string_view a, std::string_view b) {
  a = a.substr(0, longest_compared);
  b = b.substr(0, longest_compared);
  const bool holds = a.find(b) != std::string_view::npos || b.find(a) != std::string_view::npos;
  return holds ? 1 : changes(a, b);
}

}  // namespace

std::optional<std::size_t> nearest(std::span<const std::string> wanted,
                                   std::span<const std::string> keys) {
  std::optional<std::size_t> best;
  std::size_t least = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (const std::string& name : wanted) {
      const std::size_t far = distance(name, keys[i]);
      if (!name.empty() && (!best || far < least)) {
        best = i;
        least = far;
      }
    }
  }
  return best;
}

}  // namespace soundings::receive
