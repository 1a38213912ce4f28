// Finds whole-number solutions of small systems, by COIN-OR's branch and bound.
//
// What it returns was checked in whole numbers; that it returns nothing proves nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "joint/linear.h"

namespace soundings::disclose {

enum class Search {
  first,  ///< stops at the first solution
  best    ///< goes on for the least cost, until the nodes are used up
};

enum class Outcome { found, none, out_of_nodes };

struct Found {
  Outcome outcome = Outcome::none;
  std::vector<std::int64_t> values{};  ///< when found
};

/// A solution with a low cost. cost: one for each unknown. nodes: how many the search may use;
/// those it used are taken from them, one at least. One search runs at a time in the process;
/// others wait.
[[nodiscard]] Found solve(const Linear& system, const std::vector<double>& cost, Search search,
                          std::int64_t& nodes);

}  // namespace soundings::disclose
