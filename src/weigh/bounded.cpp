// Bounded raking by damped Newton steps.
#include "bounded.h"

#include <algorithm>
#include <numeric>

#include "dual.h"
#include "linear.h"

namespace soundings::weigh {
namespace {

constexpr int max_steps = 200;
constexpr double aim = 1e-13;

std::vector<double> moved(const std::vector<double>& lambda, const std::vector<double>& step,
                          double length) {
  std::vector<double> next(lambda);
  for (std::size_t k = 0; k < next.size(); ++k) {
    next[k] -= length * step[k];
  }
  return next;
}

}  // namespace

Bounded rake_within(const Problem& problem, const Raked& start,
                    const std::array<double, 2>& bounds) {
  const Dual dual(problem, bounds);
  std::vector<double> lambda = dual.beginning(start);
  Bounded answer{.g = dual.weights(lambda), .steps = 0};
  answer.gap = worst_gap(problem, answer.g);
  double ridge = 1e-12;
  while (answer.gap.relative >= aim && answer.steps < max_steps && ridge < 1e6) {
    ++answer.steps;
    const std::vector<double> off = dual.excess(lambda);
    const std::vector<double> step = solve_symmetric(dual.curvature(lambda, ridge), off);
    const double slope = std::inner_product(off.begin(), off.end(), step.begin(), 0.0);
    const double here = dual.objective(lambda);
    bool taken = false;
    for (double length = 1.0; length > 1e-6 && !taken; length /= 2.0) {
      const std::vector<double> next = moved(lambda, step, length);
      std::vector<double> g = dual.weights(next);
      const Gap gap = worst_gap(problem, g);
      if (gap.relative < answer.gap.relative ||
          dual.objective(next) < here - 1e-4 * length * slope) {
        lambda = next;
        answer.g = std::move(g);
        answer.gap = gap;
        taken = true;
      }
    }
    ridge = taken ? std::max(1e-12, ridge / 100.0) : ridge * 100.0;
    if (!taken && answer.gap.relative < 1e-12) {
      break;
    }
  }
  for (std::size_t r = 0; r < problem.base.size(); ++r) {
    answer.at_bound.push_back(!dual.inside(dual.exponent(r, lambda)));
  }
  return answer;
}

}  // namespace soundings::weigh
