// The numbers by which a release protects the people who answered, read from
// survey_defs/protection.json. Numbers of people or answers, unless a comment says otherwise.
#pragma once

#include <cstdint>
#include <string>

namespace soundings {

/// Immutable.
struct ProtectionRules {
  std::string version;
  std::int64_t hide_below = 10;       ///< cells of fewer people, or with smaller bases, are hidden
  std::int64_t unanimous_below = 30;  ///< a unanimous base under this is hidden
  std::int64_t range_width = 5;       ///< how wide the range of a hidden base must at least be
  std::int64_t answers_from = 30;     ///< rows that show each answer
  std::int64_t window_from = 30;      ///< a window with a hidden month
  std::int64_t complement_below = 100;  ///< no cell of so many is hidden for the sake of another
  std::int64_t coarse_base = 20;        ///< what a base of class C is rounded to
  std::int64_t coarse_per_cent = 5;     ///< what its per cents are rounded to, in points
  std::int64_t batch = 10;              ///< people that are added or removed together
  std::int64_t raked_from = 100;        ///< rows of raked polls that are printed weighted
  std::int64_t solver_nodes = 4000;     ///< see protection_parameters.h
};

}  // namespace soundings
