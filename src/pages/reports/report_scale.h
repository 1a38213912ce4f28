// The axis of a chart of the report.
#pragma once

#include <string>
#include <vector>

#include "soundings/survey/aim_report.h"

namespace soundings::pages {

/// Even numbers that lie around all values.
struct Scale {
  double min = 0.0;
  double max = 1.0;
  double step = 1.0;
};

[[nodiscard]] Scale scale_of(const AimChart& chart);

/// The numbers at the axis, the least first.
[[nodiscard]] std::vector<double> marks_of(const Scale& scale);

/// A value at the axis: "20,000", "40%".
[[nodiscard]] std::string scale_words(const AimChart& chart, const Scale& scale, double value);

/// The lowest and the highest of some values.
struct Extent {
  double low = 0.0;
  double high = 0.0;
  bool any = false;

  void add(double value);
  void add(const std::optional<double>& value);
};

}  // namespace soundings::pages
