// Which change keeps two periods from being compared.
#pragma once

#include "soundings/survey/period.h"
#include "soundings/survey/survey.h"

namespace soundings {

/// The first change within either period or between them after which figures are not comparable
/// with earlier ones; nullptr when there is none. A wave stands in the month it is labelled with.
/// a, b: of one kind.
[[nodiscard]] const Break* break_between(const Survey& survey, const Period& a, const Period& b);

}  // namespace soundings
