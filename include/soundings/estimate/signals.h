// XmR charts and p charts: which months of a series are out of the ordinary
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
  double mean_range = 0.0;  ///< mean moving range, after screening; 0 on a p chart
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

/// A share and the size of the simple random sample that would be as certain.
struct SizedShare {
  double value = 0.0;  ///< 0 to 1
  double n_eff = 0.0;  ///< above 0
};

/// The p chart: limits of three standard errors of each point round the mean of its segment by
/// effective size. shares, rebase: as for xmr(). Limits may lie below 0 or above 1. Source:
/// Montgomery (2013), Introduction to Statistical Quality Control, 7.2, with n_eff for the size of
/// a sample.
[[nodiscard]] std::vector<SignalPoint> p_chart(std::span<const SizedShare> shares,
                                               std::span<const std::size_t> rebase = {});

}  // namespace soundings::estimate
