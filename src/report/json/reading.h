// What a comparison comes to, as JSON: one shape for estimates and comparisons.
#pragma once

#include <string>

#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"

#include "comparison_lines.h"

namespace soundings::report {

/// The object `reading` of one comparison under the line's weighting, as text. `sentence` is there
/// for the weighting that a reader sees first.
[[nodiscard]] std::string reading_json(const Definitions& definitions,
                                       const Comparisons& comparisons, const ComparisonLine& line);

}  // namespace soundings::report
