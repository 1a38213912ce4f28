// The conventions of British English: grouping, lists, plurals and months, from ICU's
// en-GB data. Values are formatted already where rounding matters; ICU groups only.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "soundings/base/time.h"

namespace soundings::wording {

/// "8,000".
[[nodiscard]] std::string grouped(std::int64_t value);

/// "Coventry, Dudley and Solihull".
[[nodiscard]] std::string joined(std::span<const std::string> parts);

/// The form of a word that goes with a count: `one` or `other`.
[[nodiscard]] std::string plural(std::int64_t count, const std::string& one,
                                 const std::string& other);

/// "May 2019".
[[nodiscard]] std::string month_and_year(Month month);

}  // namespace soundings::wording
