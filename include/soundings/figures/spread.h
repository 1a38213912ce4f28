// Several areas of one disclosed table: funnel limits and the gap between the highest and the
// lowest (docs/methods/areas.md).
#pragma once

#include "soundings/survey/spread.h"
#include "soundings/survey/table.h"

namespace soundings::figures {

/// table: by one domain. Its weighted values where there are any, else the unweighted ones. The
/// seed follows from measure, period and weighting, so that equal questions draw alike.
[[nodiscard]] AreaSpread spread(const Table& table);

}  // namespace soundings::figures
