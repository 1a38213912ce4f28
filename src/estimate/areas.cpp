// Funnel limits, the gap between areas, false discoveries and the model of small areas.
#include "soundings/estimate/areas.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "distributions.h"

namespace soundings::estimate {
namespace {

double within_unit(double value) {
  return std::clamp(value, 0.0, 1.0);
}

/// R's type 7: linear between the order statistics.
double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double at = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

FunnelFlag flag(double z, double z95, double z998) {
  if (std::abs(z) > z998) {
    return z > 0.0 ? FunnelFlag::high_998 : FunnelFlag::low_998;
  }
  if (std::abs(z) > z95) {
    return z > 0.0 ? FunnelFlag::high_95 : FunnelFlag::low_95;
  }
  return FunnelFlag::within;
}

/// Uniform numbers in (0, 1) that are the same everywhere (SplitMix64).
class Uniform {
 public:
  explicit Uniform(std::uint64_t seed) noexcept : state_(seed) {}
  double next() noexcept {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return (static_cast<double>((z ^ (z >> 31U)) >> 11U) + 0.5) / 9007199254740992.0;
  }

 private:
  std::uint64_t state_;
};

double spread(std::span<const double> values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return *high - *low;
}

/// Weighted mean at a variance between areas of `between`, and what REML needs of it.
struct Fit {
  double mean = 0.0;
  double precision = 0.0;  ///< sum of 1 / (A + V)
  double score = 0.0;
  double information = 0.0;
};

Fit fit(std::span<const double> values, std::span<const double> variances, double between) {
  Fit made;
  double s2 = 0.0;
  double s3 = 0.0;
  double weighted = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double w = 1.0 / (between + variances[i]);
    made.precision += w;
    s2 += w * w;
    s3 += w * w * w;
    weighted += w * values[i];
  }
  made.mean = weighted / made.precision;
  double quadratic = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double w = 1.0 / (between + variances[i]);
    quadratic += w * w * (values[i] - made.mean) * (values[i] - made.mean);
  }
  const double ratio = s2 / made.precision;
  made.score = 0.5 * (quadratic - (made.precision - ratio));
  made.information = 0.5 * (s2 - 2.0 * s3 / made.precision + ratio * ratio);
  return made;
}

/// Fisher scoring, kept at 0 or above.
double restricted_likelihood(std::span<const double> values, std::span<const double> variances) {
  double between = std::accumulate(variances.begin(), variances.end(), 0.0) /
                   static_cast<double>(variances.size());
  for (int step = 0; step < 200; ++step) {
    const Fit at = fit(values, variances, between);
    const double next = std::max(0.0, between + at.score / at.information);
    const bool still = std::abs(next - between) <= 1e-14 * (1.0 + between);
    between = next;
    if (still) {
      break;
    }
  }
  return between;
}

}  // namespace

std::vector<double> benjamini_hochberg(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&p](std::size_t a, std::size_t b) { return p[a] > p[b]; });
  std::vector<double> adjusted(p.size());
  double smallest = 1.0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto rank = static_cast<double>(p.size() - i);
    smallest = std::min(smallest, p[order[i]] * static_cast<double>(p.size()) / rank);
    adjusted[order[i]] = smallest;
  }
  return adjusted;
}

double minimum_detectable_difference(double variance_a, double variance_b,
                                     double covariance) noexcept {
  return 2.80 * std::sqrt(std::max(0.0, variance_a + variance_b - 2.0 * covariance));
}

Funnel funnel(std::span<const AreaValue> areas) {
  Funnel made;
  double size = 0.0;
  for (const AreaValue& area : areas) {
    made.centre += area.n_eff * area.value;
    size += area.n_eff;
  }
  made.centre /= size;
  std::vector<double> z;
  const auto error = [&made](const AreaValue& area) {
    return std::sqrt(made.centre * (1.0 - made.centre) / area.n_eff);
  };
  for (const AreaValue& area : areas) {
    z.push_back((area.value - made.centre) / error(area));
  }
  const double low = quantile(z, 0.1);
  const double high = quantile(z, 0.9);
  made.phi = 0.0;
  for (const double one : z) {
    made.phi += std::pow(std::clamp(one, low, high), 2) / static_cast<double>(z.size());
  }
  const bool dispersed = made.phi > 1.0 + 2.0 * std::sqrt(2.0 / static_cast<double>(z.size()));
  made.inflation = dispersed ? std::sqrt(made.phi) : 1.0;
  const double z95 = normal_quantile(0.975) * made.inflation;
  const double z998 = normal_quantile(0.999) * made.inflation;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    const double s = error(areas[i]);
    made.points.push_back({.z = z[i],
                           .lo95 = within_unit(made.centre - z95 * s),
                           .hi95 = within_unit(made.centre + z95 * s),
                           .lo998 = within_unit(made.centre - z998 * s),
                           .hi998 = within_unit(made.centre + z998 * s),
                           .flag = flag(z[i], z95, z998)});
  }
  return made;
}

Disparity disparity(std::span<const double> values, std::span<const double> se, std::uint64_t seed,
                    int draws) {
  Disparity made{.gap = values.empty() ? 0.0 : spread(values)};
  if (values.size() < 2 || draws < 1) {
    return made;
  }
  Uniform uniform(seed);
  std::vector<double> gaps;
  int wider = 0;
  for (int draw = 0; draw < draws; ++draw) {
    std::vector<double> chance;
    for (const double error : se) {
      chance.push_back(error * normal_quantile(uniform.next()));
    }
    gaps.push_back(spread(chance));
    wider += gaps.back() >= made.gap ? 1 : 0;
  }
  made.chance_mean = std::accumulate(gaps.begin(), gaps.end(), 0.0) / draws;
  made.chance_95 = quantile(gaps, 0.95);
  made.p = static_cast<double>(wider + 1) / static_cast<double>(draws + 1);
  return made;
}

double normal_reach(double level) {
  return normal_quantile(1.0 - (1.0 - level) / 2.0);
}

FayHerriot fay_herriot(std::span<const double> values, std::span<const double> variances) {
  FayHerriot made{.between = restricted_likelihood(values, variances)};
  const Fit at = fit(values, variances, made.between);
  made.mean = at.mean;
  double squares = 0.0;
  for (const double variance : variances) {
    squares += std::pow(made.between + variance, -2);
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double v = variances[i];
    const double gamma = made.between / (made.between + v);
    const double g1 = gamma * v;
    const double g2 = (1.0 - gamma) * (1.0 - gamma) / at.precision;
    const double g3 = v * v * std::pow(made.between + v, -3) * 2.0 / squares;
    made.areas.push_back({.value = gamma * values[i] + (1.0 - gamma) * made.mean,
                          .mse = g1 + g2 + 2.0 * g3,
                          .gamma = gamma});
  }
  return made;
}

}  // namespace soundings::estimate
