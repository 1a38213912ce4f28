// The facts of what a page shows, as its template reads them.
#pragma once

#include <vector>

#include "soundings/pages/fact.h"

#include "parts/view.h"

namespace soundings::pages {

[[nodiscard]] std::vector<View> fact_views(const std::vector<Fact>& facts);

}  // namespace soundings::pages
