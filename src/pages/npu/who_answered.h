// Who answered in an area, as far as a release tells: groups of people with how many of them
// answered and what share was satisfied, both rounded where they are rounded.
#pragma once

#include <vector>

#include "soundings/pages/figure_pages.h"

#include "parts/view.h"

namespace soundings::pages {

/// A table for each domain of the page's groups. key: the area's.
[[nodiscard]] std::vector<View> who_answered(const Definitions& definitions, const NpuPage& page,
                                             const DomainKey& key);

}  // namespace soundings::pages
