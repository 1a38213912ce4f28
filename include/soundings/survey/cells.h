// Counts of responses: what the way out reads instead of rows.
//
// A cell is one combination of column codes and one reply to one item, in one
// stratum (a month or a wave), with the number of responses in it, the sum of
// their base weights and the sum of the squares. A table of occupied cells is a
// sufficient statistic for every estimate, its standard error and its contrasts
// (docs/methods/cells.md).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace soundings {

/// A coded column: a weighting margin or an analysis domain. Code 0 is always "(missing)".
struct CellColumn {
  std::string id;
  std::vector<std::string> codes;
};

/// Replies outside the base. Those who say they do not know are kept apart from the others: a
/// distribution names their share.
inline constexpr std::int32_t outside_base = -1;
inline constexpr std::int32_t does_not_know = -2;

/// One occupied cell. answer: position on the item's scale from 0, or one of the two above.
struct Cell {
  std::uint32_t stratum = 0;
  std::vector<std::uint16_t> codes;  ///< one per column
  std::int32_t answer = outside_base;
  std::int64_t count = 0;
  double weight = 0.0;          ///< sum of base weights
  double weight_squared = 0.0;  ///< sum of squared base weights
};

/// People with several responses: `people` of them, each holding `held[i]` base weight in
/// `cells[i]`. Their responses are counted in the cells too.
struct RepeatType {
  std::vector<std::uint32_t> cells;  ///< indices into Cells::cells
  std::vector<double> held;
  std::int64_t people = 0;
};

/// Every response of the design stands in exactly one cell. Cells are sorted by stratum,
/// codes, answer, so that equal contents are equal bytes whatever order they arrived in.
struct Cells {
  std::vector<CellColumn> columns;
  std::vector<std::string> strata;  ///< "2019-05", "wave-3"
  std::vector<std::int64_t> units;  ///< per stratum: primary sampling units (people)
  std::vector<double> population;   ///< per stratum: for the finite population correction; 0 = none
  std::vector<Cell> cells;
  std::vector<RepeatType> repeats;   ///< only people with more than one response
  std::vector<std::string> answers;  ///< the scale's points by position, as printed codes
};

}  // namespace soundings
