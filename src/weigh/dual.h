// Raking as an unconstrained problem: one multiplier per category, whose convex
// objective has its minimum where the targets are met (docs/methods/raking.md).
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "linear.h"
#include "rake.h"

namespace soundings::weigh {

/// lambda: one multiplier per category, all margins in a row; g = exp of their sum over a profile's
/// categories, cut off at the bounds. The problem must outlive it.
class Dual {
 public:
  /// bounds: on g relative to total / sum of base weights; 0 and infinity are none.
  Dual(const Problem& problem, const std::array<double, 2>& bounds);

  [[nodiscard]] std::vector<double> from(const Raked& start) const;
  /// From `start` if it has converged, else the mean.
  [[nodiscard]] std::vector<double> beginning(const Raked& start) const;

  /// The sum of the multipliers of a profile.
  [[nodiscard]] double exponent(std::size_t r, const std::vector<double>& lambda) const;
  [[nodiscard]] bool inside(double u) const noexcept { return u > low_ && u < high_; }

  /// g of every profile on the scale of Raked::g.
  [[nodiscard]] std::vector<double> weights(const std::vector<double>& lambda) const;

  /// The convex function whose gradient is `excess`; its minimum is the answer.
  [[nodiscard]] double objective(const std::vector<double>& lambda) const;

  /// Weighted sums less targets, per category.
  [[nodiscard]] std::vector<double> excess(const std::vector<double>& lambda) const;

  /// Second derivatives, with `ridge` of the weighted sums on the diagonal.
  [[nodiscard]] Matrix curvature(const std::vector<double>& lambda, double ridge) const;

 private:
  const Problem& problem_;
  double low_;
  double high_;
  double scale_ = 1.0;
  std::vector<std::size_t> first_;
  std::vector<double> targets_;
};

}  // namespace soundings::weigh
