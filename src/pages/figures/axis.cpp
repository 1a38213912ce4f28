// Axes cut at tens, so that every chart of a page can say in words where its axis runs.
#include "figures/axis.h"

#include <algorithm>
#include <cmath>

namespace soundings::pages {

Axis axis(std::span<const Shown* const> shown, int least) {
  if (shown.empty()) {
    return {};
  }
  double lowest = 100.0;
  double highest = 0.0;
  for (const Shown* each : shown) {
    lowest = std::min({lowest, each->value, each->lo.value_or(each->value)});
    highest = std::max({highest, each->value, each->hi.value_or(each->value)});
  }
  Axis ends{.min = std::max(0, 10 * static_cast<int>(std::floor(lowest / 10.0))),
            .max = std::min(100, 10 * static_cast<int>(std::ceil(highest / 10.0)))};
  while (ends.max - ends.min < least) {
    const bool more_room_below = lowest - ends.min < ends.max - highest;
    if ((more_room_below && ends.min > 0) || ends.max == 100) {
      ends.min -= 10;
    } else {
      ends.max += 10;
    }
  }
  return ends;
}

}  // namespace soundings::pages
