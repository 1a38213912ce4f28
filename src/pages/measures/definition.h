// What a measure is: its question, scale, base and versions, as the definitions have them.
#pragma once

#include <vector>

#include "soundings/pages/frame.h"
#include "soundings/survey/measure.h"

#include "parts/view.h"

namespace soundings::pages {

/// Terms and what they say: question, scale, what counts, who is asked, survey, weighting.
[[nodiscard]] std::vector<View> definition(const Definitions& definitions, const Measure& measure);

/// The versions behind a figure, and the changes after which figures are not compared.
[[nodiscard]] std::vector<View> versions(const Definitions& definitions, const Measure& measure,
                                         const Edition& edition);

}  // namespace soundings::pages
