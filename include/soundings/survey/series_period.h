// The periods of external series, in the words of their files: "2018/19 Q4", "2017/18", "wave 3
// (2019-02)".
#pragma once

#include <optional>
#include <string_view>

#include "soundings/base/time.h"

namespace soundings {

/// What a point of a series covers. first: empty where the source does not say when it begins.
/// Waves without a month have neither end.
struct SeriesPeriod {
  enum class Kind {
    month,
    quarter,         ///< three months; text "2018/19 Q4" or "2019-04/2019-06"
    year_ending,     ///< twelve months to a month
    financial_year,  ///< April to March; text "2017/18"
    calendar_year,
    year_to_date,  ///< from April to the end of a quarter; text "2018/19 Q4"
    last_12_months,
    point_in_time,
    cumulative,  ///< from a month to a month, or to a month
    cohort_12_months,
    wave,   ///< text "wave 3 (2019-02)"
    waves,  ///< text "waves 1-4"
  };

  Kind kind = Kind::month;
  std::optional<Month> first;
  std::optional<Month> last;
  int first_wave = 0;
  int last_wave = 0;

  friend bool operator==(const SeriesPeriod&, const SeriesPeriod&) = default;
};

/// "year_ending", "financial_year", ...: the words of files.
[[nodiscard]] std::string_view to_text(SeriesPeriod::Kind kind) noexcept;
[[nodiscard]] std::optional<SeriesPeriod::Kind> parse_series_kind(std::string_view text) noexcept;

/// Nothing for a text that is no period of this kind.
[[nodiscard]] std::optional<SeriesPeriod> parse_series_period(SeriesPeriod::Kind kind,
                                                              std::string_view text);

/// The form of a kind's periods, for whoever wrote another: "2018/19 Q4".
[[nodiscard]] std::string_view period_form(SeriesPeriod::Kind kind) noexcept;

}  // namespace soundings
