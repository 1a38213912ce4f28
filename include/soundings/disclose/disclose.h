// What may leave: base rules and complementary suppression over every row, column
// and total of a table, so that no hidden figure can be worked out from the others
// (docs/methods/disclosure.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "soundings/survey/disclosure_rule.h"
#include "soundings/survey/table.h"

namespace soundings::disclose {

/// One inner cell of a table before disclosure: its place along each dimension and its counts.
struct Count {
  std::vector<std::size_t> place;  ///< index along each dimension
  std::int64_t base = 0;           ///< unweighted valid answers
  std::int64_t positive = 0;
  std::vector<std::int64_t> answers{};  ///< by category of the table; empty where it names none
};

/// What an answer counts as: `outside` is shown beside the base, as the share of don't knows is.
enum class Category { positive, other, outside };

/// A full cross-table: `extents[i]` categories along dimension i (none, one or two dimensions).
/// Inner cells that are not listed are empty. Totals along every dimension are implied, and
/// are shown beside the cells. categories: of the answers that are distinguished; without any, a
/// figure shows its positive and its other answers.
struct CrossTable {
  std::vector<std::size_t> extents;
  std::vector<Count> cells;
  std::vector<Category> categories{};
};

/// What is hidden and why. `inner` is row-major over extents; `margins[d]` holds the totals
/// along every dimension but d, one per category of dimension d; `total` is the grand total. In a
/// table of one dimension margins[0] equals inner; in one of none inner is the total alone.
struct Verdict {
  std::optional<Hidden> total;
  std::vector<std::vector<std::optional<Hidden>>> margins;
  std::vector<std::optional<Hidden>> inner;

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// Deterministic: equal tables give equal verdicts. An empty cell (base 0) is not hidden unless
/// it must stand in as a complement; its emptiness is shown as such.
[[nodiscard]] Verdict disclose(const CrossTable& table, const DisclosureRules& rules);

/// The same, beginning from figures that stay hidden whatever the table says, because another
/// table that shows them too hides them. already: of the shape of the answer, or empty parts.
[[nodiscard]] Verdict disclose(const CrossTable& table, const DisclosureRules& rules,
                               const Verdict& already);

}  // namespace soundings::disclose
