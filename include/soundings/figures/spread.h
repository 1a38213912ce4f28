// Several areas of one answer: funnel limits and the gap between the highest and the lowest
// (docs/methods/areas.md).
#pragma once

#include "soundings/survey/comparison.h"
#include "soundings/survey/spread.h"

namespace soundings::figures {

/// comparisons: along one domain. The figures of its first sides: weighted ones where there are
/// any, else the unweighted. The seed follows from the question, so that equal ones draw alike.
/// Limits are of shares: a net figure or a mean has a gap and no funnel.
[[nodiscard]] AreaSpread spread(const Comparisons& comparisons);

}  // namespace soundings::figures
