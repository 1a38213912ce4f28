// The difference of two figures, as one sample has it.
#pragma once

#include <optional>

#include "soundings/estimate/estimate.h"
#include "soundings/figures/tabulate.h"
#include "soundings/survey/comparison.h"
#include "soundings/weigh/calibrate.h"

namespace soundings::figures {

/// Which way is good news: of answers that are negative, the other way than of those that are
/// positive. The measure's own direction is that of its own statistic.
[[nodiscard]] Measure::Direction good_of(const Asked& asked);

/// A difference in points, not yet tested. Where everybody on a side answers alike its standard
/// error is 0, and where a stratum has one person there is none: then no uncertainty is given.
[[nodiscard]] std::optional<Difference> difference(const weigh::Sample& sample,
                                                   const estimate::Domain& a,
                                                   const estimate::Domain& b,
                                                   const estimate::Variable& variable,
                                                   double level);

}  // namespace soundings::figures
