// What a value and a period of an external series can be, by its unit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "soundings/survey/external_series.h"

namespace soundings::intake {

/// What the values of a series can be, where `number`, a plain one, is none of them: "a whole
/// number, 0 or more".
[[nodiscard]] std::optional<std::string> broken_value_rule(const ExternalSeries& series,
                                                           std::string_view number);

/// The same of the years of a period.
[[nodiscard]] std::optional<std::string> broken_period_rule(const SeriesPeriod& period);

}  // namespace soundings::intake
