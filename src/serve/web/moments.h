// Days and moments of London as pages say them, and as their forms ask for them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "soundings/base/time.h"
#include "soundings/wording/days.h"

namespace soundings::serve {

using wording::day_words;
/// "31 May 2019, 14:05".
[[nodiscard]] std::string moment_words(Instant at);
/// "31 May 2019, 14:05:09".
[[nodiscard]] std::string second_words(Instant at);
/// "less than an hour", "5 hours", "3 days".
[[nodiscard]] std::string age_words(std::chrono::microseconds age);

/// "2019-05-31".
[[nodiscard]] std::string day_text(std::chrono::year_month_day day);
/// Nothing for any other text.
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_day(std::string_view text);

/// When a day begins in London, where none begins twice. The clocks left out one midnight, on
/// 1 December 1847: that day begins with the day of UTC.
[[nodiscard]] Instant beginning_of(std::chrono::year_month_day day);
/// When a day has ended.
[[nodiscard]] Instant end_of(std::chrono::year_month_day day);

}  // namespace soundings::serve
