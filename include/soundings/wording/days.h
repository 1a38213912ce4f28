// Days of London in words: one spelling for pages and reports.
#pragma once

#include <chrono>
#include <string>

#include "soundings/base/time.h"

namespace soundings::wording {

/// "31 May 2019".
[[nodiscard]] std::string day_words(std::chrono::year_month_day day);
[[nodiscard]] std::string day_words(Instant at);
/// Of "2019-05-31"; any other text as it is.
[[nodiscard]] std::string day_words(const std::string& date);

}  // namespace soundings::wording
