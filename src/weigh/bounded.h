// Raking with g kept between two bounds (docs/methods/raking.md): Deville and
// Sarndal's truncated exponential, by damped Newton from the unbounded answer.
#pragma once

#include <array>
#include <vector>

#include "rake.h"

namespace soundings::weigh {

struct Bounded {
  std::vector<double> g;       ///< per profile, as Raked::g
  std::vector<bool> at_bound;  ///< per profile
  int steps = 0;
  Gap gap;
};

/// start: where to begin if it has converged, else at the mean. bounds: on g relative to total /
/// sum of base weights. The caller judges the gap: one of 1e-9 or more means that no weights within
/// the bounds meet the targets.
[[nodiscard]] Bounded rake_within(const Problem& problem, const Raked& start,
                                  const std::array<double, 2>& bounds);

}  // namespace soundings::weigh
