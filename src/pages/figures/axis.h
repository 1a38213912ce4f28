// The ends of a chart's axis.
#pragma once

#include <span>

#include "soundings/survey/table.h"

namespace soundings::pages {

/// Per cent, multiples of ten, within 0 to 100.
struct Axis {
  int min = 0;
  int max = 100;
};

/// The tens outside every value and range, at least `least` points apart; 0 to 100 when there
/// is nothing to draw.
[[nodiscard]] Axis axis(std::span<const Shown* const> shown, int least);

}  // namespace soundings::pages
