// The signals of a series: which of its periods are out of the ordinary, never joined across a
// break (docs/methods/signals.md).
#pragma once

#include <vector>

#include "soundings/figures/figures.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/series.h"

namespace soundings::figures {

/// Consecutive periods within `all` that do not overlap, oldest first: months, whole
/// quarters or waves. A quarter that a break falls into is left out.
[[nodiscard]] std::vector<Period> steps(const Survey& survey, Grain grain, const Period& all);

/// Gives the points their segments and signals. Periods without a figure are left out of the
/// limits. breaks: of the survey, ascending.
void mark_signals(const Survey& survey, Series& series);

}  // namespace soundings::figures
