// What calibration takes out of a linearised variable (docs/methods/variance.md).
#pragma once

#include <vector>

#include "soundings/weigh/state.h"

#include "rake.h"

namespace soundings::weigh {

/// Sums of base weights and of their squares, stratum-major: [stratum * profiles + profile].
struct StratumCounts {
  std::size_t strata = 1;
  std::vector<double> s1;
  std::vector<double> s2;
};

/// Q of the base-weighted profiles over sqrt(base), and what each stratum holds along it.
[[nodiscard]] Projection project_strata(const Problem& problem, const std::vector<double>& g,
                                        const StratumCounts& counts);

}  // namespace soundings::weigh
