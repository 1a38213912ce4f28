// "What stands out": up to three sentences, chosen by rule.
#pragma once

#include <vector>

#include "soundings/pages/figure_pages.h"

#include "parts/view.h"

namespace soundings::pages {

/// The largest clear fall; the largest clear rise, or what has held up; the areas that stand apart.
/// overall: the measure of the hero, which is shown there.
[[nodiscard]] std::vector<View> stands_out(const Definitions& definitions, const Overview& overview,
                                           const std::string& overall);

}  // namespace soundings::pages
