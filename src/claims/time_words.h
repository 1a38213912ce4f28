// Words and numbers that times are made of: names of months, years, quarters.
#pragma once

#include <optional>

#include "soundings/base/time.h"

#include "tokens.h"

namespace soundings::claims {

/// 1 to 12; 0 for no month. Three letters of its name are enough.
[[nodiscard]] int month_of(const Token& token) noexcept;
/// Of a plain number of four digits, 2005 to 2035; 0 for no year.
[[nodiscard]] int year_of(const Token& token) noexcept;
/// April of "2017/18", "2017-18" or "2017/2018".
[[nodiscard]] std::optional<Month> financial_year(const Token& token);
/// Of "q4", "fourth", "final"; 0 for none.
[[nodiscard]] int quarter_of(const Token& token) noexcept;

}  // namespace soundings::claims
