// Estimates as they are shown: in per cent.
#pragma once

#include <optional>

#include "soundings/estimate/estimate.h"
#include "soundings/figures/tabulate.h"
#include "soundings/weigh/calibrate.h"

namespace soundings::figures {

/// An estimate in per cent. Where a stratum has one person its uncertainty cannot be calculated,
/// and the value stands without it.
[[nodiscard]] std::optional<Shown> shown(const weigh::Sample& sample,
                                         const estimate::Domain& domain,
                                         const estimate::Variable& variable, const Asked& asked);

}  // namespace soundings::figures
