// Two points of external series that contradict each other, in words.
#pragma once

#include <string>
#include <string_view>

#include "soundings/survey/external_series.h"

namespace soundings::intake {

/// "burglary, year_ending 2019-03 West Midlands force: this line says 31000 count of A (chart), and
/// line 2 says 28967 count of B (chart)". who_says: "line 2 says".
[[nodiscard]] std::string conflict_in_words(const ExternalPoint& given, const ExternalPoint& other,
                                            std::string_view who_says);

}  // namespace soundings::intake
