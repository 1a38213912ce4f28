// What weighting did to one period of a survey, for someone who must defend it: the
// targets and where they come from, how they were met, what that cost, and what it
// changed (docs/methods/weighting-report.md is one).
#pragma once

#include <string>

#include "soundings/figures/weights.h"
#include "soundings/survey/definitions.h"

namespace soundings::report {

/// For people: Markdown that reads as it stands. Equal inputs give equal bytes.
[[nodiscard]] std::string weights_markdown(const Definitions& definitions,
                                           const figures::Weights& weights);

/// For programs: `section,name,category,key,value`, one number a line, to 10 significant digits.
[[nodiscard]] std::string weights_csv(const figures::Weights& weights);

/// The same numbers with their names.
[[nodiscard]] std::string weights_json(const Definitions& definitions,
                                       const figures::Weights& weights);

}  // namespace soundings::report
