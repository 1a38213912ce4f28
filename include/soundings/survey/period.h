// The reporting window: one month, a run of months, or waves of a poll. Its text
// form is the one used in addresses, files and the command line:
//
//   2019-05            a month (Europe/London)
//   2018-11/2019-05    months from first to last, both included
//   wave-3             one wave            waves-1-4     waves from first to last
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "soundings/base/time.h"

namespace soundings {

struct Period {
  enum class Kind { months, waves };

  Kind kind = Kind::months;
  Month first;  ///< months: both ends, equal for one month
  Month last;
  int first_wave = 0;  ///< waves: their numbers, from 1
  int last_wave = 0;

  [[nodiscard]] static Period month(Month month) noexcept;
  [[nodiscard]] static Period months(Month first, Month last) noexcept;
  [[nodiscard]] static Period waves(int first, int last) noexcept;

  [[nodiscard]] bool single() const noexcept;

  friend auto operator<=>(const Period&, const Period&) = default;
};

[[nodiscard]] std::string to_text(const Period& period);

/// Nothing for any other text, or when the last precedes the first.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text) noexcept;

}  // namespace soundings
