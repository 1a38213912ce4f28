// Moments as pages write them, in London's time, and days as their forms ask for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "soundings/base/time.h"

namespace soundings::serve {

/// "12 June 2019".
[[nodiscard]] std::string day_words(Instant at);

/// "12 June 2019, 14:05".
[[nodiscard]] std::string minute_words(Instant at);

/// The first moment of a day that is written as "2019-06-12"; of the day after it where `after` is
/// 1. Nothing for another text.
[[nodiscard]] std::optional<Instant> start_of_day(std::string_view day, int after = 0);

}  // namespace soundings::serve
