// The numbers that the protection of a release works with, as survey_defs/protection.json gives
// them (docs/methods/protection.md).
#pragma once

#include <cstdint>

namespace soundings::disclose {

/// Immutable. Counts are of people unless it says otherwise.
struct ProtectionParameters {
  std::int64_t hide_below = 10;         ///< a cell of fewer people or answers is hidden
  std::int64_t unanimous_below = 30;    ///< a unanimous cell with a smaller base is hidden
  std::int64_t range_width = 5;         ///< how far above the truth a hidden base must be possible
  std::int64_t answers_from = 30;       ///< answers by category are printed from here
  std::int64_t window_from = 30;        ///< a window with a hidden month is printed from here
  std::int64_t complement_below = 100;  ///< a larger cell is never hidden for another one's sake
  std::int64_t coarse_base = 20;        ///< class C: bases to the nearest
  std::int64_t coarse_per_cent = 5;     ///< class C: per cents to the nearest
  std::int64_t batch = 10;              ///< late, withdrawn and provisional people at least
  std::int64_t raked_from = 100;        ///< a raked row is printed from here
  std::int64_t solver_nodes =
      4000;  ///< three times for a class of a table, five times for all tables
};

}  // namespace soundings::disclose
