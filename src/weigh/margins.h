// The margins of a plan laid over a table of cells, by the rules of
// docs/methods/raking.md: one total, the missing at their observed share, nobody
// without a target.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/weigh/calibrate.h"

namespace soundings::weigh {

/// One margin ready to be met: `target[k]` for the cells whose `category` is k.
struct FittedMargin {
  std::string name;
  std::vector<std::string> categories;  ///< those with a target; "(missing)" last, if there is one
  std::vector<double> target;           ///< adding up to the common total
  std::vector<std::uint32_t> category;  ///< per cell, then per profile once profiles are made
  MarginSummary summary;                ///< totals and shares; the differences are filled later
};

struct FittedMargins {
  double total = 0.0;
  std::vector<FittedMargin> margins;
};

/// order: cells in the order in which sums run.
[[nodiscard]] Expected<FittedMargins, Fault> fit_margins(const Cells& cells,
                                                         std::span<const std::uint32_t> order,
                                                         const Plan& plan);

}  // namespace soundings::weigh
