// The weighting report: what calibration did, for someone who must defend it.
#pragma once

#include <span>
#include <vector>

#include "soundings/survey/weighting_report.h"
#include "soundings/weigh/calibrate.h"

#include "rake.h"

namespace soundings::weigh {

/// Totals, the spread of g and Kish's sizes of a whole sample; g: per cell.
[[nodiscard]] WeightingReport describe(const Cells& cells, std::span<const std::uint32_t> order,
                                       std::span<const double> g);

/// Adds the margins, before and after, with their standardised differences. profile: per cell.
void describe_margins(WeightingReport& report, const Cells& cells, const Problem& problem,
                      std::span<const std::uint32_t> profile, std::span<const double> g);

}  // namespace soundings::weigh
