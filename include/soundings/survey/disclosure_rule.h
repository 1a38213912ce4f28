// What may leave: the thresholds of survey_defs/suppression.json, evaluated on
// unweighted bases for every output path.
#pragma once

#include <cstdint>
#include <string>

namespace soundings {

/// Immutable.
struct DisclosureRules {
  std::string version;
  std::int64_t hide_below = 10;        ///< bases under this are hidden, [c]
  std::int64_t unreliable_below = 30;  ///< bases under this are flagged, [u]
  std::int64_t unanimous_below = 30;   ///< a unanimous base under this is hidden, [c]
  bool complementary = true;
};

}  // namespace soundings
