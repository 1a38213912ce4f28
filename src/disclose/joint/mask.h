// Which cells of a table of areas by rows are hidden for another one's sake: the least loss that
// gives every primary cell room to be larger than it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace soundings::disclose {

/// Counts of each cell, areas first, then rows within an area.
using CellNumbersOf = std::vector<std::int64_t>;

/// What a cell must be able to rise by, as the sum of what it can rise by in each of the networks:
/// the people, or the satisfied and the others apart.
struct Need {
  std::size_t cell = 0;
  std::int64_t amount = 0;
  std::vector<CellNumbersOf> networks{};

  friend bool operator==(const Need&, const Need&) = default;
};

struct MaskProblem {
  std::size_t areas = 0;
  std::size_t rows = 0;
  CellNumbersOf people{};      ///< what the pair rule and the loss count
  std::vector<bool> hidden{};  ///< hidden already: primary cells, and those that another mask hides
  std::vector<bool> primary{};  ///< cells whose lines the pair rule asks about
  std::vector<Need> needs{};
  std::int64_t hide_below = 10;
  std::int64_t complement_below = 100;
};

/// The mask of least loss, primary cells included: the sum of people + 1 over its complements; ties
/// go to the cells that come first. Empty when no mask will do, or none was found. nodes: how many
/// the search may use; those it used are taken from them.
[[nodiscard]] std::optional<std::vector<bool>> least_mask(const MaskProblem& problem,
                                                          std::int64_t& nodes);

}  // namespace soundings::disclose
