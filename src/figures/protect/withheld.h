// What weighting did, or why it could not, as far as that may leave.
#pragma once

#include <optional>
#include <string>

#include "soundings/figures/tabulate.h"

#include "protect/protection.h"

namespace soundings::figures {

/// Its sums and sizes follow from the respondents of every category, so that one hidden or small
/// category withholds all of it. Answers without a target speak of no group of people: where only
/// they are few, the margin loses its lines.
[[nodiscard]] std::optional<WeightingReport> unless_withheld(WeightingReport report,
                                                             const Asked& asked,
                                                             const Protection& protection,
                                                             const DisclosureRules& rules);

/// The categories that were joined, with their names and targets where the report may leave too.
[[nodiscard]] std::vector<MarginCollapse> unless_withheld(std::vector<MarginCollapse> collapsed,
                                                          bool with_report);

/// Why a scheme could not be met, as far as it may be shown: not which category of a margin that
/// hides one, nor by how much it was missed.
[[nodiscard]] std::string unless_withheld(std::string problem, const Asked& asked,
                                          const Protection& protection);

}  // namespace soundings::figures
