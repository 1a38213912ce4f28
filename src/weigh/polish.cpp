// Newton steps after proportional fitting.
#include "polish.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "dual.h"
#include "linear.h"

namespace soundings::weigh {
namespace {

constexpr int max_steps = 8;
/// Newton's error after a step is near the square of the step: this one leaves nothing to see.
constexpr double last_step = 1e-8;

/// How far a step moves the logarithm of any weight.
double reach(const Problem& problem, const Dual& dual, const std::vector<double>& step) {
  double furthest = 0.0;
  for (std::size_t r = 0; r < problem.base.size(); ++r) {
    furthest = std::max(furthest, std::abs(dual.exponent(r, step)));
  }
  return furthest;
}

}  // namespace

Raked polish(const Problem& problem, Raked raked) {
  const Dual dual(problem, {0.0, std::numeric_limits<double>::infinity()});
  std::vector<double> lambda = dual.from(raked);
  double moved = 1.0;
  for (int steps = 0; steps < max_steps && moved > last_step; ++steps) {
    const Matrix excess{.rows = lambda.size(), .columns = 1, .values = dual.excess(lambda)};
    const Matrix step = multiply(generalised_inverse(dual.curvature(lambda, 0.0)), excess);
    for (std::size_t k = 0; k < lambda.size(); ++k) {
      lambda[k] -= step.values[k];
    }
    moved = reach(problem, dual, step.values);
  }
  std::vector<double> g = dual.weights(lambda);
  const Gap gap = worst_gap(problem, g);
  if (gap.relative < std::max(raked.gap.relative, 1e-13)) {
    raked.g = std::move(g);
    raked.gap = gap;
  }
  return raked;
}

}  // namespace soundings::weigh
