// What a measure is: its question, scale, base and versions, as the definitions have them.
#pragma once

#include <vector>

#include "soundings/pages/frame.h"
#include "soundings/survey/measure.h"

#include "parts/view.h"

namespace soundings::pages {

/// Terms and what they say: question, scale, what counts, who is asked, survey, weighting. table:
/// of the figure, whose weighting it is; nullptr where there is none, and no weighting is shown.
[[nodiscard]] std::vector<View> definition(const Definitions& definitions, const Measure& measure,
                                           const Table* table);

/// The versions behind a figure, its release among them, and the changes after which figures are
/// not compared. table: as for definition(); without one the release is the page's.
[[nodiscard]] std::vector<View> versions(const Definitions& definitions, const Measure& measure,
                                         const Edition& edition, const Table* table);

}  // namespace soundings::pages
