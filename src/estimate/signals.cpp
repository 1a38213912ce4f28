// The limits of an XmR chart or a p chart and the points outside them.
#include "soundings/estimate/signals.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace soundings::estimate {
namespace {

constexpr double limit_factor = 2.66;    // 3 / 1.128
constexpr double standard_errors = 3.0;  // of a p chart
constexpr double screen_factor = 3.267;  // upper limit of a moving range of two
constexpr std::size_t run_length = 7;    // values on one side
constexpr std::size_t trend_length = 8;  // values of seven steps
constexpr std::size_t firm_length = 12;

double mean_of(std::span<const double> values) {
  return values.empty() ? 0.0
                        : std::accumulate(values.begin(), values.end(), 0.0) /
                              static_cast<double>(values.size());
}

double mean_moving_range(std::span<const double> values, Screen screen) {
  std::vector<double> ranges;
  for (std::size_t i = 1; i < values.size(); ++i) {
    ranges.push_back(std::abs(values[i] - values[i - 1]));
  }
  if (screen == Screen::yes && !ranges.empty()) {
    const double cut = screen_factor * mean_of(ranges);
    if (cut > 0.0) {
      std::erase_if(ranges, [cut](double range) { return range >= cut; });
    }
  }
  return mean_of(ranges);
}

int side(const SignalPoint& point) {
  return (point.value > point.mean ? 1 : 0) - (point.value < point.mean ? 1 : 0);
}

void flag_outside(std::span<SignalPoint> points) {
  for (SignalPoint& point : points) {
    point.outside = point.value > point.upper || point.value < point.lower;
  }
}

void flag_shifts(std::span<SignalPoint> points) {
  for (std::size_t from = 0; from < points.size();) {
    std::size_t to = from;
    while (to < points.size() && side(points[to]) == side(points[from])) {
      ++to;
    }
    if (side(points[from]) != 0 && to - from >= run_length) {
      for (std::size_t i = from; i < to; ++i) {
        points[i].shift = true;
      }
    }
    from = to;
  }
}

void flag_trends(std::span<SignalPoint> points) {
  for (std::size_t last = trend_length - 1; last < points.size(); ++last) {
    const std::size_t first = last + 1 - trend_length;
    bool rising = true;
    bool falling = true;
    for (std::size_t i = first; i < last; ++i) {
      rising = rising && points[i + 1].value > points[i].value;
      falling = falling && points[i + 1].value < points[i].value;
    }
    for (std::size_t i = first; i <= last && (rising || falling); ++i) {
      points[i].trend = true;
    }
  }
}

/// Between two thirds of the way to a limit and the limit itself.
bool far_out(const SignalPoint& point) {
  return !point.outside &&
         std::abs(point.value - point.mean) > (point.upper - point.mean) * 2.0 / 3.0;
}

void flag_two_of_three(std::span<SignalPoint> points) {
  for (std::size_t last = 2; last < points.size(); ++last) {
    int sides = 0;
    int far = 0;
    for (std::size_t i = last - 2; i <= last; ++i) {
      sides += side(points[i]);
      far += far_out(points[i]) ? 1 : 0;
    }
    for (std::size_t i = last - 2; i <= last && far >= 2 && std::abs(sides) == 3; ++i) {
      points[i].two_of_three = points[i].two_of_three || far_out(points[i]);
    }
  }
}

void flag(std::span<SignalPoint> segment) {
  for (SignalPoint& point : segment) {
    point.firm = segment.size() >= firm_length;
  }
  flag_outside(segment);
  flag_shifts(segment);
  flag_trends(segment);
  flag_two_of_three(segment);
}

std::vector<SignalPoint> xmr_segment(std::span<const double> values, Screen screen) {
  const double mean = mean_of(values);
  const double range = mean_moving_range(values, screen);
  std::vector<SignalPoint> points;
  for (const double value : values) {
    points.push_back({.value = value,
                      .mean = mean,
                      .mean_range = range,
                      .lower = mean - limit_factor * range,
                      .upper = mean + limit_factor * range});
  }
  flag(points);
  return points;
}

std::vector<SignalPoint> p_segment(std::span<const SizedShare> shares) {
  double sum = 0.0;
  double size = 0.0;
  for (const SizedShare& share : shares) {
    sum += share.n_eff * share.value;
    size += share.n_eff;
  }
  const double mean = sum / size;
  std::vector<SignalPoint> points;
  for (const SizedShare& share : shares) {
    const double reach = standard_errors * std::sqrt(mean * (1.0 - mean) / share.n_eff);
    points.push_back(
        {.value = share.value, .mean = mean, .lower = mean - reach, .upper = mean + reach});
  }
  flag(points);
  return points;
}

/// What `segment` makes of the values between one rebase and the next.
template <typename Value, typename Segment>
std::vector<SignalPoint> by_segment(std::span<const Value> values,
                                    std::span<const std::size_t> rebase, Segment segment) {
  std::vector<SignalPoint> points;
  points.reserve(values.size());
  const auto add = [&](std::span<const Value> part) {
    const std::vector<SignalPoint> made = segment(part);
    points.insert(points.end(), made.begin(), made.end());
  };
  std::size_t from = 0;
  for (const std::size_t start : rebase) {
    if (start > from && start < values.size()) {
      add(values.subspan(from, start - from));
      from = start;
    }
  }
  if (from < values.size()) {
    add(values.subspan(from));
  }
  return points;
}

}  // namespace

std::vector<SignalPoint> xmr(std::span<const double> values, std::span<const std::size_t> rebase,
                             Screen screen) {
  return by_segment(values, rebase, [screen](std::span<const double> segment) {
    return xmr_segment(segment, screen);
  });
}

std::vector<SignalPoint> p_chart(std::span<const SizedShare> shares,
                                 std::span<const std::size_t> rebase) {
  return by_segment(shares, rebase, p_segment);
}

}  // namespace soundings::estimate
