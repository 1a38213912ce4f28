// Distinct respondents of each table of a period.
#pragma once

#include <cstdint>
#include <vector>

#include "soundings/survey/protection_rules.h"

#include "count/layer_counts.h"

namespace soundings::release {

/// In the order of the set's tables, each as PublishedTable::people; no more than the layers add up
/// to, since answers may have come after these were frozen. layers: those of the period.
[[nodiscard]] std::vector<std::vector<std::int64_t>> people_by_table(
    const Plan& plan, store::CellReader& cells, const Period& period,
    const std::vector<const CountedLayer*>& layers, const ProtectionRules& rules);

}  // namespace soundings::release
