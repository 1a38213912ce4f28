#include "soundings/survey/external_series.h"

#include <algorithm>
#include <array>
#include <utility>

#include "soundings/base/number.h"

namespace soundings {

namespace {

using Kind = SeriesPeriod::Kind;

struct KindWords {
  Kind kind;
  std::string_view text;
  std::string_view form;
};

constexpr std::array<KindWords, 12> kinds{{
    {Kind::month, "month", "2019-05"},
    {Kind::quarter, "quarter", "2018/19 Q4 or 2019-04/2019-06"},
    {Kind::year_ending, "year_ending", "2019-03"},
    {Kind::financial_year, "financial_year", "2017/18"},
    {Kind::calendar_year, "calendar_year", "2017"},
    {Kind::year_to_date, "year_to_date", "2018/19 Q4"},
    {Kind::last_12_months, "last_12_months", "2019-05"},
    {Kind::point_in_time, "point_in_time", "2019-06"},
    {Kind::cumulative, "cumulative", "2018-08/2019-06 or 2019-06"},
    {Kind::cohort_12_months, "cohort_12_months", "2019-06"},
    {Kind::wave, "wave", "wave 3 (2019-02)"},
    {Kind::waves, "waves", "waves 1-4"},
}};

/// The year in which a financial year begins: 2017 for "2017/18".
std::optional<int> financial_year(std::string_view text) {
  if (text.size() != 7 || text[4] != '/') {
    return std::nullopt;
  }
  const auto from = parse_integer(text.substr(0, 4));
  const auto to = parse_integer(text.substr(5));
  if (!from || !to || *from < 1900 || *from > 2199 || (*from + 1) % 100 != *to) {
    return std::nullopt;
  }
  return static_cast<int>(*from);
}

using Ends = std::optional<std::pair<std::optional<Month>, Month>>;

Ends months_between(std::string_view text) {
  const auto slash = text.find('/');
  const auto last = parse_month(slash == std::string_view::npos ? text : text.substr(slash + 1));
  if (!last || slash == std::string_view::npos) {
    return last ? Ends(std::pair(std::optional<Month>(), *last)) : std::nullopt;
  }
  const auto first = parse_month(text.substr(0, slash));
  return first && *first <= *last ? Ends(std::pair(first, *last)) : std::nullopt;
}

/// "2018/19 Q4". from_april: whether it begins with its financial year.
Ends quarter_of_year(std::string_view text, bool from_april) {
  const auto year = text.size() == 10 ? financial_year(text.substr(0, 7)) : std::nullopt;
  if (!year || text.substr(7, 2) != " Q" || text[9] < '1' || text[9] > '4') {
    return std::nullopt;
  }
  const int quarter = text[9] - '1';
  const Month april(*year, 4);
  return std::pair(std::optional(from_april ? april : april.plus(3 * quarter)),
                   april.plus(3 * quarter + 2));
}

/// So many months, of which the last is given.
Ends months_to(std::string_view text, int months) {
  const auto last = parse_month(text);
  return last ? Ends(std::pair(std::optional(last->plus(1 - months)), *last)) : std::nullopt;
}

/// "2018/19 Q4" or "2019-04/2019-06".
Ends quarter(std::string_view text) {
  const Ends of_year = quarter_of_year(text, false);
  const Ends months = of_year ? of_year : months_between(text);
  const bool three = months && months->first && months->first->plus(2) == months->second;
  return three ? months : std::nullopt;
}

Ends months_of_financial_year(std::string_view text) {
  const auto year = financial_year(text);
  return year ? Ends(std::pair(std::optional(Month(*year, 4)), Month(*year + 1, 3))) : std::nullopt;
}

Ends months_of_calendar_year(std::string_view text) {
  const auto year = text.size() == 4 ? parse_integer(text) : std::nullopt;
  if (!year || *year < 1900 || *year > 2199) {
    return std::nullopt;
  }
  const int number = static_cast<int>(*year);
  return std::pair(std::optional(Month(number, 1)), Month(number, 12));
}

/// Of every kind but waves, which are no months.
Ends ends_of(Kind kind, std::string_view text) {
  switch (kind) {
    case Kind::month:
    case Kind::point_in_time:
      return months_to(text, 1);
    case Kind::year_ending:
    case Kind::last_12_months:
    case Kind::cohort_12_months:
      return months_to(text, 12);
    case Kind::cumulative:
      return months_between(text);
    case Kind::year_to_date:
      return quarter_of_year(text, true);
    case Kind::quarter:
      return quarter(text);
    case Kind::financial_year:
      return months_of_financial_year(text);
    case Kind::calendar_year:
      return months_of_calendar_year(text);
    case Kind::wave:
    case Kind::waves:
      break;
  }
  return std::nullopt;
}

std::optional<int> wave_number(std::string_view text) {
  const auto number = parse_integer(text);
  return number && *number >= 1 && *number <= 9999 && text.front() != '+'
             ? std::optional(static_cast<int>(*number))
             : std::nullopt;
}

std::optional<SeriesPeriod> wave_of(std::string_view text) {
  constexpr std::string_view start = "wave ";
  const auto open = text.find(" (");
  if (!text.starts_with(start) || open == std::string_view::npos || !text.ends_with(')')) {
    return std::nullopt;
  }
  const auto number = wave_number(text.substr(start.size(), open - start.size()));
  const auto month = parse_month(text.substr(open + 2, text.size() - open - 3));
  if (!number || !month) {
    return std::nullopt;
  }
  return SeriesPeriod{.kind = Kind::wave,
                      .first = month,
                      .last = month,
                      .first_wave = *number,
                      .last_wave = *number};
}

std::optional<SeriesPeriod> waves_of(std::string_view text) {
  constexpr std::string_view start = "waves ";
  const auto dash = text.find('-');
  if (!text.starts_with(start) || dash == std::string_view::npos) {
    return std::nullopt;
  }
  const auto first = wave_number(text.substr(start.size(), dash - start.size()));
  const auto last = wave_number(text.substr(dash + 1));
  if (!first || !last || *last < *first) {
    return std::nullopt;
  }
  return SeriesPeriod{.kind = Kind::waves, .first_wave = *first, .last_wave = *last};
}

}  // namespace

std::string_view to_text(SeriesPeriod::Kind kind) noexcept {
  return std::ranges::find(kinds, kind, &KindWords::kind)->text;
}

std::optional<SeriesPeriod::Kind> parse_series_kind(std::string_view text) noexcept {
  const auto* const at = std::ranges::find(kinds, text, &KindWords::text);
  return at == kinds.end() ? std::nullopt : std::optional(at->kind);
}

std::string_view period_form(SeriesPeriod::Kind kind) noexcept {
  return std::ranges::find(kinds, kind, &KindWords::kind)->form;
}

std::optional<SeriesPeriod> parse_series_period(SeriesPeriod::Kind kind, std::string_view text) {
  if (kind == Kind::wave) {
    return wave_of(text);
  }
  if (kind == Kind::waves) {
    return waves_of(text);
  }
  const Ends ends = ends_of(kind, text);
  if (!ends) {
    return std::nullopt;
  }
  return SeriesPeriod{.kind = kind, .first = ends->first, .last = ends->second};
}

const ExternalSeries* ReportDefinitions::find_series(std::string_view id) const noexcept {
  const auto at = std::ranges::find(series, id, &ExternalSeries::id);
  return at == series.end() ? nullptr : &*at;
}

const SeriesArea* ReportDefinitions::find_area(std::string_view name) const noexcept {
  const auto at = std::ranges::find(areas, name, &SeriesArea::name);
  return at == areas.end() ? nullptr : &*at;
}

std::optional<std::int64_t> ReportDefinitions::people(std::string_view area, int year,
                                                      std::string_view ages) const noexcept {
  for (const Population& one : populations) {
    if (one.area == area && one.year == year) {
      const auto at = one.people.find(std::string(ages));
      return at == one.people.end() ? std::nullopt : std::optional(at->second);
    }
  }
  return std::nullopt;
}

}  // namespace soundings
