// What calibration leaves behind for variance estimation: the weight of each
// profile and the projection that takes the margins out of a linearised variable.
//
// A profile is one category per margin. The notation is that of docs/methods/variance.md.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "soundings/weigh/calibrate.h"

namespace soundings::weigh {

/// Per profile; matrices are row-major. rank 0: nothing was calibrated.
struct Projection {
  std::size_t rank = 0;
  std::vector<double> basis;   ///< profiles x rank: orthonormal Q over sqrt(sum of base weights)
  std::vector<double> k;       ///< strata x rank: basis' (g S1[., h])
  std::vector<double> b;       ///< strata x rank x rank: basis' diag(g^2 S2[., h]) basis
  std::vector<double> base;    ///< sum of base weights of each profile
  std::vector<double> weight;  ///< g of each profile
};

/// order: cell indices by stratum, codes and answer, whatever order the cells came in; every sum
/// runs along it. repeat_order: the same for the repeat types.
struct Sample::State {
  std::shared_ptr<const Cells> cells;
  std::vector<std::uint32_t> order;
  std::vector<std::uint32_t> place;  ///< of each cell in `order`; empty when the cells were sorted
  std::vector<std::uint32_t> repeat_order;
  std::vector<std::uint32_t> profile;  ///< of each cell
  std::vector<double> g;               ///< of each cell
  Projection projection;
  WeightingReport report;
};

}  // namespace soundings::weigh
