// The linearised variable of one estimate and its variance under the design and
// the calibration (docs/methods/variance.md; the notation is the same).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "soundings/estimate/estimate.h"
#include "soundings/weigh/state.h"

namespace soundings::estimate {

/// One domain and variable over a sample: the base, its weighted mean and z of its cells.
struct Influence {
  std::vector<std::uint32_t> cells;  ///< of the base, in the order of sums
  std::vector<double> z;             ///< (y - mean) / weighted base, per cell of the base
  std::int64_t n_domain = 0;
  std::int64_t n = 0;
  std::int64_t positive = 0;
  double weighted_base = 0.0;
  double mean = 0.0;
  double squared_weights = 0.0;  ///< sum of squared final weights over the base
  double spread = 0.0;           ///< weighted mean of (y - mean)^2
  bool constant = true;          ///< every valid answer counts the same
};

/// What an answer counts as; nothing when it is out of the base.
[[nodiscard]] std::optional<double> value_of(const Variable& variable, std::int32_t answer);

[[nodiscard]] Influence influence(const weigh::Sample::State& state, const Domain& domain,
                                  const Variable& variable);

/// Primary sampling units less strata among the cells of a base; cells: in the order of sums.
[[nodiscard]] double degrees_of_freedom(const weigh::Sample::State& state,
                                        const std::vector<std::uint32_t>& cells);

/// The first stratum with one unit that the policy refuses.
[[nodiscard]] std::optional<Fault> lonely_stratum(const Cells& cells, LonelyUnit lonely);

/// lonely: not `fail` with a lonely stratum; see lonely_stratum.
[[nodiscard]] double variance(const weigh::Sample::State& state, const Influence& of,
                              LonelyUnit lonely);

/// Variances of two estimates of one sample, and their covariance.
struct Covariance {
  double a = 0.0;
  double b = 0.0;
  double both = 0.0;
};
[[nodiscard]] Covariance covariance(const weigh::Sample::State& state, const Influence& a,
                                    const Influence& b, LonelyUnit lonely);

/// Variances and covariances of several estimates of one sample, row-major.
[[nodiscard]] std::vector<double> covariances(const weigh::Sample::State& state,
                                              const std::vector<Influence>& of, LonelyUnit lonely);

}  // namespace soundings::estimate
