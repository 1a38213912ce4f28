#include "reports/report_scale.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "soundings/base/number.h"

namespace soundings::pages {
namespace {

std::string grouped(double value, int decimals) {
  std::string text = rounded(value, decimals);
  const auto dot = std::min(text.find('.'), text.size());
  const std::size_t start = text.starts_with('-') ? 1 : 0;
  for (std::size_t place = dot; place > start + 3; place -= 3) {
    text.insert(place - 3, ",");
  }
  return start == 1 ? text.replace(0, 1, "\u2212") : text;
}

int decimals_of(const Scale& scale) {
  return scale.step >= 1.0 ? 0 : static_cast<int>(std::ceil(-std::log10(scale.step)));
}

Scale scale_of(double low, double high, bool from_zero) {
  constexpr int most_steps = 5;
  low = from_zero ? std::min(low, 0.0) : low;
  if (high <= low) {
    high = low + 1.0;
  }
  const double rough = (high - low) / most_steps;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10.0 * power;
  for (const double each : {1.0, 2.0, 5.0}) {
    if (each * power >= rough) {
      step = each * power;
      break;
    }
  }
  return {.min = std::floor(low / step) * step, .max = std::ceil(high / step) * step, .step = step};
}

/// Per cent: tens around every value and range, at least so many points apart.
Scale scale_of_shares(double low, double high) {
  constexpr double ten = 10.0;
  constexpr double least = 20.0;
  double min = std::max(0.0, std::floor(low / ten) * ten);
  double max = std::min(100.0, std::ceil(high / ten) * ten);
  while (max - min < least) {
    (min > 0.0 ? min : max) += min > 0.0 ? -ten : ten;
  }
  return {.min = min, .max = max, .step = ten};
}

}  // namespace

void Extent::add(double value) {
  low = any ? std::min(low, value) : value;
  high = any ? std::max(high, value) : value;
  any = true;
}

void Extent::add(const std::optional<double>& value) {
  if (value) {
    add(*value);
  }
}

Scale scale_of(const AimChart& chart) {
  Extent extent;
  for (const ChartLine& line : chart.lines) {
    for (const ChartPoint& point : line.points) {
      extent.add(point.value);
      extent.add(point.lo);
      extent.add(point.hi);
    }
  }
  bool ranged = false;
  for (const ChartArea& area : chart.areas) {
    extent.add(area.value);
    extent.add(area.lo);
    extent.add(area.hi);
    ranged = ranged || area.lo.has_value();
  }
  if (chart.reference) {
    extent.add(chart.reference->value);
  }
  const bool bars = chart.kind == AimChart::Kind::areas && !ranged;
  // A change in per cent can lie outside 0 to 100.
  const bool shares = chart.per_cent && !bars && extent.low >= 0.0 && extent.high <= 100.0;
  return shares ? scale_of_shares(extent.low, extent.high)
                : scale_of(extent.low, extent.high, bars);
}

std::vector<double> marks_of(const Scale& scale) {
  std::vector<double> marks{scale.min};
  const auto steps = std::lround((scale.max - scale.min) / scale.step);
  for (std::int64_t step = 0; step < steps; ++step) {
    marks.push_back(marks.back() + scale.step);
  }
  return marks;
}

std::string scale_words(const AimChart& chart, const Scale& scale, double value) {
  return grouped(value, decimals_of(scale)) + (chart.per_cent ? "%" : "");
}

}  // namespace soundings::pages
