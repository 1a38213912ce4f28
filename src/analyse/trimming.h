// Base weights capped, and the excess spread over the rest (docs/methods/raking.md).
#pragma once

#include <vector>

#include "spec.h"

namespace soundings::analyse {

/// Trimming speaks of base weights that stay as they are; a calibration has its bounds instead.
/// Errors: trim_below_mean.
[[nodiscard]] Expected<void, Fault> trim(std::vector<double>& weights, const Weighting& weighting);

}  // namespace soundings::analyse
