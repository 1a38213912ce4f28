// Proportional fitting, margin by margin.
#include "rake.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "soundings/weigh/sum.h"

#include "polish.h"

namespace soundings::weigh {
namespace {

constexpr double aim = 1e-12;

/// Whether what a further cycle would move, and all after it, can be seen: each cycle moves a
/// constant share of the one before.
bool unfinished(double moved, double moved_before) {
  return moved >= moved_before || moved * moved / (moved_before - moved) >= aim;
}

/// Meets each margin in turn. The farthest that a factor lies from 1.
double run_cycle(const Problem& problem, Raked& raked) {
  double moved = 0.0;
  for (std::size_t m = 0; m < problem.margins.size(); ++m) {
    const FittedMargin& margin = problem.margins[m];
    std::vector<double> factors = margin_sums(problem, margin, raked.g);
    for (std::size_t k = 0; k < factors.size(); ++k) {
      factors[k] = factors[k] > 0.0 ? margin.target[k] / factors[k] : 1.0;
      moved = std::max(moved, std::abs(factors[k] - 1.0));
      raked.log_factors[m][k] += std::log(factors[k]);
    }
    for (std::size_t r = 0; r < raked.g.size(); ++r) {
      raked.g[r] *= factors[margin.category[r]];
    }
  }
  ++raked.cycles;
  return moved;
}

}  // namespace

std::vector<double> margin_sums(const Problem& problem, const FittedMargin& margin,
                                std::span<const double> g) {
  std::vector<Sum> sums(margin.target.size());
  for (std::size_t r = 0; r < problem.base.size(); ++r) {
    sums[margin.category[r]].add(g[r] * problem.base[r]);
  }
  std::vector<double> values(sums.size());
  std::transform(sums.begin(), sums.end(), values.begin(),
                 [](const Sum& sum) { return sum.value(); });
  return values;
}

Gap worst_gap(const Problem& problem, std::span<const double> g) {
  Gap worst;
  for (std::size_t m = 0; m < problem.margins.size(); ++m) {
    const FittedMargin& margin = problem.margins[m];
    const std::vector<double> sums = margin_sums(problem, margin, g);
    for (std::size_t k = 0; k < sums.size(); ++k) {
      const double miss = std::abs(sums[k] - margin.target[k]);
      const double gap = miss == 0.0 ? 0.0 : miss / margin.target[k];
      if (!(gap <= worst.relative)) {
        worst = {.relative = gap, .margin = m, .category = k};
      }
    }
  }
  return worst;
}

Raked rake(const Problem& problem, int max_cycles) {
  Raked raked;
  raked.g.assign(problem.base.size(), 1.0);
  for (const FittedMargin& margin : problem.margins) {
    raked.log_factors.emplace_back(margin.target.size(), 0.0);
  }
  double moved = 1.0;
  double moved_before = 1.0;
  while (raked.cycles < max_cycles && moved >= aim) {
    moved_before = moved;
    moved = run_cycle(problem, raked);
    if (problem.margins.size() == 1) {
      break;
    }
  }
  raked.gap = worst_gap(problem, raked.g);
  if (problem.margins.size() > 1 && raked.gap.relative < tolerable_gap && moved > 0.0 &&
      unfinished(moved, moved_before)) {
    return polish(problem, std::move(raked));
  }
  return raked;
}

}  // namespace soundings::weigh
