// Several areas at once: which of them differ from the whole by more than chance
// (docs/methods/areas.md).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace soundings::estimate {

/// p-values adjusted for testing a family, in the order given (Benjamini and Hochberg, 1995):
/// those at or under 0.05 are discoveries with a false discovery rate of 5 per cent.
[[nodiscard]] std::vector<double> benjamini_hochberg(std::span<const double> p);

/// The smallest true difference that a 5 per cent test finds four times in five: 2.80 standard
/// errors. Variances and covariance of the two estimates; same unit as their root.
[[nodiscard]] double minimum_detectable_difference(double variance_a, double variance_b,
                                                   double covariance) noexcept;

struct AreaValue {
  double value = 0.0;  ///< a proportion
  double n_eff = 0.0;
};

enum class FunnelFlag { within, high_95, low_95, high_998, low_998 };

struct FunnelPoint {
  double z = 0.0;
  double lo95 = 0.0;
  double hi95 = 0.0;
  double lo998 = 0.0;
  double hi998 = 0.0;
  FunnelFlag flag = FunnelFlag::within;
};

/// centre: mean of the areas by effective size. phi: over-dispersion of winsorised z;
/// inflation: its root, used on the limits when it is clearly above 1.
struct Funnel {
  double centre = 0.0;
  double phi = 1.0;
  double inflation = 1.0;
  std::vector<FunnelPoint> points;
};

/// areas: two or more, n_eff above 0. Source: Spiegelhalter (2005), Stat. Med. 24, 1185-1202.
[[nodiscard]] Funnel funnel(std::span<const AreaValue> areas);

/// The gap between the highest and the lowest area, and the gap that areas with one common value
/// would show by chance.
struct Disparity {
  double gap = 0.0;
  double chance_mean = 0.0;
  double chance_95 = 0.0;  ///< 95th percentile
  double p = 1.0;          ///< share of simulated gaps at least as wide
};

/// se: standard error of each value, independent areas. Equal seeds give equal answers on every
/// machine.
[[nodiscard]] Disparity disparity(std::span<const double> values, std::span<const double> se,
                                  std::uint64_t seed, int draws = 2000);

/// A modelled estimate of one area: never shown in one column with direct ones.
struct SmallArea {
  double value = 0.0;
  double mse = 0.0;
  double gamma = 0.0;  ///< weight of the direct estimate
};

struct FayHerriot {
  double between = 0.0;  ///< A, the variance between areas
  double mean = 0.0;     ///< the common mean
  std::vector<SmallArea> areas;
};

/// How many root mean squared errors a modelled estimate's range reaches to either side.
[[nodiscard]] double normal_reach(double level);

/// Fay and Herriot (1979) with a common mean, A by restricted maximum likelihood, MSE of Prasad
/// and Rao (1990). values, variances: of the direct estimates; three areas or more, variances
/// above 0 and smoothed by the caller.
[[nodiscard]] FayHerriot fay_herriot(std::span<const double> values,
                                     std::span<const double> variances);

}  // namespace soundings::estimate
