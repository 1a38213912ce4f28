// The overall figure, large: how much, how sure, whether it has changed, and what stands out.
#pragma once

#include "soundings/pages/figure_pages.h"

#include "parts/view.h"

namespace soundings::pages {

/// table: of the measure that leads; nullptr in a month without a figure of it.
[[nodiscard]] View hero(const Definitions& definitions, const Overview& overview,
                        const Table* table);

/// The change in time of a measure; nullptr where it has none.
[[nodiscard]] const Comparisons* change_of(const Overview& overview, const std::string& measure);

/// The months of a measure; nullptr where it has none.
[[nodiscard]] const Trend* trend_of(const Overview& overview, const std::string& measure);

/// "the baseline", "the month before", "the three months before".
[[nodiscard]] std::string_view with_words(ComparedWith with);

}  // namespace soundings::pages
