// The reporting window: one month, a run of months, or waves of a poll. Its text
// form is the one used in addresses, files and the command line:
//
//   2019-05                     a month (Europe/London)
//   2018-11/2019-05             months from first to last, both included
//   wave-3                      one wave
//   waves-1-4                   waves from first to last
//
// Windows that have a name are read as the months they hold, and print as those:
//
//   2019-Q2                     the calendar quarter April to June 2019
//   3-months-to-2019-05         rolling: so many months, the named one the last
//   year-ending-2018-12         twelve months
//   financial-year-to-2019-05   from April to the month
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "soundings/base/time.h"

namespace soundings {

struct Survey;

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

  /// `length` months that end with `last`. length: from 1.
  [[nodiscard]] static Period months_to(Month last, int length) noexcept;
  /// A calendar quarter, 1 to 4: the second is April to June.
  [[nodiscard]] static Period quarter(int year, int quarter) noexcept;
  [[nodiscard]] static Period year_ending(Month last) noexcept;
  /// From the last April not after it.
  [[nodiscard]] static Period financial_year_to(Month last) noexcept;

  [[nodiscard]] bool single() const noexcept;
  /// How many months or waves.
  [[nodiscard]] int length() const noexcept;

  friend auto operator<=>(const Period&, const Period&) = default;
};

/// Every form of a period, for whoever wrote another.
inline constexpr std::string_view period_forms =
    "a month (2019-05), a window of months (2018-11/2019-01, 2019-Q2, 3-months-to-2019-05, "
    "year-ending-2018-12, financial-year-to-2019-05) or waves (wave-3, waves-1-4)";

[[nodiscard]] std::string to_text(const Period& period);

/// Nothing for any other text, or when the last precedes the first.
[[nodiscard]] std::optional<Period> parse_period(std::string_view text) noexcept;

/// Whether some month or wave lies in both. Months and waves never overlap.
[[nodiscard]] bool overlaps(const Period& one, const Period& other) noexcept;

/// The window of the same length that ends where `period` begins: April for May, the quarter
/// before a quarter, waves 1 and 2 for waves 3 and 4. Nothing where the survey has no such waves.
[[nodiscard]] std::optional<Period> previous(const Period& period, const Survey& survey);

/// The same window twelve months earlier; of a poll, the waves labelled with those months.
/// Nothing where the survey has no such waves, or they do not follow one another.
[[nodiscard]] std::optional<Period> year_before(const Period& period, const Survey& survey);

}  // namespace soundings
