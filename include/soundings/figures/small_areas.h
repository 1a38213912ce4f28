// Small areas by the model of Fay and Herriot (docs/methods/areas.md).
#pragma once

#include "soundings/base/expected.h"
#include "soundings/figures/figures.h"
#include "soundings/survey/small_areas.h"
#include "soundings/survey/table.h"

namespace soundings::figures {

/// direct: a table of per cents by one domain. Its weighted figures where there are any,
/// else the unweighted. Errors: small_areas_of_shares (another statistic), small_areas_need_domain
/// (no domain, or two), too_few_areas (fewer than three that are shown).
[[nodiscard]] Expected<SmallAreas, Fault> small_areas(const Table& direct);

}  // namespace soundings::figures
