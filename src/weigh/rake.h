// Iterative proportional fitting over profiles (docs/methods/raking.md): each
// margin in turn is met exactly, until all of them are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "margins.h"

namespace soundings::weigh {

/// Profiles and the margins they are fitted to; `category` of each margin is per profile.
struct Problem {
  std::vector<double> base;  ///< sum of base weights of each profile
  std::vector<FittedMargin> margins;
  double total = 0.0;
};

/// A gap of this much or more is no answer.
inline constexpr double tolerable_gap = 1e-9;

/// How far the worst target is from being met, relative to itself.
struct Gap {
  double relative = 0.0;
  std::size_t margin = 0;
  std::size_t category = 0;
};

struct Raked {
  std::vector<double> g;                         ///< per profile
  std::vector<std::vector<double>> log_factors;  ///< per margin and category: g = exp of their sum
  int cycles = 0;
  Gap gap;
};

/// Sums of g times base per category of one margin.
[[nodiscard]] std::vector<double> margin_sums(const Problem& problem, const FittedMargin& margin,
                                              std::span<const double> g);

[[nodiscard]] Gap worst_gap(const Problem& problem, std::span<const double> g);

/// Runs until no weight moves by 1e-12 or `max_cycles` is reached, and polishes what came out when
/// its gap is tolerable and it came slowly. The caller judges the gap.
[[nodiscard]] Raked rake(const Problem& problem, int max_cycles);

}  // namespace soundings::weigh
