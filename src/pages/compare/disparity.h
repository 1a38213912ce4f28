// How far apart the areas are, beside how far apart chance alone would set them.
#pragma once

#include "soundings/pages/figure_pages.h"

#include "parts/view.h"

namespace soundings::pages {

/// page: with readings and their spread.
[[nodiscard]] View disparity(const Definitions& definitions, const ComparePage& page);

}  // namespace soundings::pages
