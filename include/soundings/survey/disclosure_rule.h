// What figures say of small bases: the threshold of survey_defs/suppression.json.
#pragma once

#include <cstdint>

namespace soundings {

/// Immutable.
struct DisclosureRules {
  std::int64_t unreliable_below = 30;  ///< shown bases under this are flagged, [u], and not tested
};

}  // namespace soundings
