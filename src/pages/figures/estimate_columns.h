// The columns every figure's table has: the estimate leading, its range and base, the
// unweighted one beside it, and what else is known.
#pragma once

#include <string>
#include <vector>

#include "soundings/survey/table.h"

#include "parts/view.h"

namespace soundings::pages {

/// Which columns the rows of a table need.
struct EstimateColumns {
  bool unweighted = false;
  bool response_rate = false;
  bool marks = false;
  bool working = false;
  int places = 1;
  std::string level;  ///< "95%"
};

/// rows: nullptr for a row without figures.
[[nodiscard]] EstimateColumns estimate_columns(const std::vector<const Row*>& rows,
                                               const Table& table, int places);

[[nodiscard]] std::vector<View> headings(const EstimateColumns& columns);

/// "[c]" throughout for a hidden row, "[x]" for one without answers.
[[nodiscard]] std::vector<View> cells(const EstimateColumns& columns, const Table& table,
                                      const Row* row);

}  // namespace soundings::pages
