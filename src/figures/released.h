// A weighting report as far as it may leave.
#pragma once

#include <optional>

#include "soundings/figures/tabulate.h"

#include "protection.h"

namespace soundings::figures {

/// Its sums and sizes follow from the respondents of every category, so that one hidden or small
/// category withholds all of it. Answers without a target speak of no group of people: where only
/// they are few, the margin loses its lines.
[[nodiscard]] std::optional<WeightingReport> released(WeightingReport report, const Asked& asked,
                                                      const Protection& protection,
                                                      const DisclosureRules& rules);

}  // namespace soundings::figures
