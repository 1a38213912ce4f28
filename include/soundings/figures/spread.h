// Several areas of one answer: funnel limits and the gap between the highest and the lowest
// (docs/methods/areas.md).
#pragma once

#include "soundings/survey/comparison.h"
#include "soundings/survey/spread.h"

namespace soundings::figures {

/// told: along one domain. The figures of its first sides: weighted ones where there are any, else
/// the unweighted. The seed follows from measure, period and weighting, so that equal questions
/// draw alike.
[[nodiscard]] AreaSpread spread(const Comparisons& told);

}  // namespace soundings::figures
