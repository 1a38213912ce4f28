// XmR charts: which months of a series are out of the ordinary
// (docs/methods/signals.md).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace soundings::estimate {

/// One point of a series against the limits of its segment.
struct SignalPoint {
  double value = 0.0;
  double mean = 0.0;
  double mean_range = 0.0;  ///< mean moving range, after screening
  double lower = 0.0;
  double upper = 0.0;
  bool outside = false;       ///< beyond a limit
  bool trend = false;         ///< one of seven steps in a row up, or down
  bool two_of_three = false;  ///< one of two of three far out on one side
  bool shift = false;         ///< one of seven on one side of the mean
  bool firm = false;          ///< its segment has twelve points or more

  [[nodiscard]] bool special() const noexcept { return outside || trend || two_of_three || shift; }
};

/// Whether moving ranges of 3.267 times their mean or more are left out of it.
enum class Screen { no, yes };

/// values: in time order, any unit. rebase: positions at which a new segment starts (a break in
/// the series); ascending, 0 may be left out. Source: Wheeler (1993), Understanding Variation.
[[nodiscard]] std::vector<SignalPoint> xmr(std::span<const double> values,
                                           std::span<const std::size_t> rebase = {},
                                           Screen screen = Screen::yes);

}  // namespace soundings::estimate
