// Times as sentences and rows write them: "the year ending March 2019", "2017/18", "wave 3".
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "soundings/claims/claim.h"

#include "tokens.h"

namespace soundings::claims {

/// A time and the words it takes up: from `begin`, to before `end`.
struct TimeSpan {
  When when;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Every time in the words, in order.
[[nodiscard]] std::vector<TimeSpan> times_in(const std::vector<Token>& tokens);

/// Adds the months without a year, each with that of the time beside it: "in April and in May
/// 2019".
void add_bare_months(const std::vector<Token>& tokens, std::vector<TimeSpan>& spans);

/// The time that a cell of a row names: "YE 2019-03", "since 2018-11", "wave 3 (2019-02)". Unknown
/// where a word of it cannot be read.
[[nodiscard]] When time_of(std::string_view text);

}  // namespace soundings::claims
