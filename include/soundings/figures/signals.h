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

/// Gives points that have their segments the signals of a p chart in place of those of
/// mark_signals(). A figure without an effective size and without a range has no signal; nor has
/// one that is no share.
void mark_beyond_sampling(Series& series);

}  // namespace soundings::figures
