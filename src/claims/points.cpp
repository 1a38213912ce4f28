#include "points.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "soundings/base/number.h"

namespace soundings::claims {

namespace {

using Kind = SeriesPeriod::Kind;

bool is_year(Kind kind) {
  return kind == Kind::year_ending || kind == Kind::last_12_months ||
         kind == Kind::financial_year || kind == Kind::calendar_year ||
         kind == Kind::cohort_12_months;
}

bool ends(const SeriesPeriod& period, const When& when) {
  return period.last == when.last;
}
bool spans(const SeriesPeriod& period, const When& when) {
  return ends(period, when) && period.first && period.first == when.first;
}

int fits_month(const SeriesPeriod& period, const When& when) {
  if (!period.last || period.last != when.last) {
    return 0;
  }
  constexpr std::array order{Kind::month, Kind::point_in_time, Kind::wave};
  const auto* const at = std::ranges::find(order, period.kind);
  if (at != order.end()) {
    return 9 - static_cast<int>(at - order.begin());
  }
  return period.kind == Kind::quarter ? 2 : is_year(period.kind) ? 5 : 3;
}

int fits_year(const SeriesPeriod& period, const When& when) {
  if (!spans(period, when)) {
    return 0;
  }
  const bool same_kind =
      when.kind == When::Kind::financial_year  ? period.kind == Kind::financial_year
      : when.kind == When::Kind::calendar_year ? period.kind == Kind::calendar_year
                                               : period.kind == Kind::year_ending;
  return same_kind ? 9 : 6;
}

int fits_waves(const SeriesPeriod& period, const When& when) {
  const bool same_month = !when.last || ends(period, when);  // "wave 3 (February 2019)"
  return period.first_wave > 0 && period.first_wave == when.first_wave &&
                 period.last_wave == when.last_wave && same_month
             ? 9
             : 0;
}

int fits_quarter(const SeriesPeriod& period, const When& when) {
  return period.kind == Kind::quarter && ends(period, when)        ? 9
         : period.kind == Kind::year_to_date && ends(period, when) ? 8
                                                                   : 0;
}

int fits_span(const SeriesPeriod& period, const When& when) {
  return spans(period, when) ? 9 : period.kind == Kind::month && ends(period, when) ? 2 : 0;
}

/// How well a period is what was meant; 0: not at all.
int fits(const SeriesPeriod& period, const When& when) {
  switch (when.kind) {
    case When::Kind::latest:
    case When::Kind::year_before:
    case When::Kind::baseline:
    case When::Kind::unknown:
      return 0;
    case When::Kind::month:
      return fits_month(period, when);
    case When::Kind::year_ending:
    case When::Kind::financial_year:
    case When::Kind::calendar_year:
      return fits_year(period, when);
    case When::Kind::quarter:
      return fits_quarter(period, when);
    case When::Kind::span:
      return fits_span(period, when);
    case When::Kind::wave:
    case When::Kind::waves:
      return fits_waves(period, when);
    case When::Kind::since:
      return period.kind == Kind::cumulative && period.first == when.first ? 9 : 0;
    case When::Kind::until:
      return period.kind == Kind::cumulative && ends(period, when) ? 9 : fits_month(period, when);
  }
  return 0;
}

int decimals_of(std::string_view number) {
  const auto dot = number.find('.');
  return dot == std::string_view::npos ? 0 : static_cast<int>(number.size() - dot - 1);
}

/// What a series is meant to reach lies ahead, and was known when it was set.
bool is_target(const ExternalSeries& series) {
  return std::ranges::any_of(series.relations, [](const SeriesRelation& one) {
    return one.kind == SeriesRelation::Kind::target;
  });
}

/// The newest labelled point; a reading of a chart only where there is none.
std::vector<const Held*> newest(const std::vector<const Held*>& all) {
  std::vector<const Held*> best;
  const auto order = [](const Held& one) {
    const bool exact = !one.point->approximate || one.measured;  // and read off no chart
    return std::tuple(exact, one.period.last.value_or(Month()), one.period.last_wave);
  };
  for (const Held* one : all) {
    if (!best.empty() && order(*one) < order(*best.front())) {
      continue;
    }
    if (!best.empty() && order(*best.front()) < order(*one)) {
      best.clear();
    }
    best.push_back(one);
  }
  return best;
}

std::string month_name(Month month) {
  constexpr std::array<std::string_view, 12> names{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
  return std::string(names.at(static_cast<std::size_t>(month.month() - 1)));
}

std::string month_in_words(Month month) {
  return month_name(month) + " " + std::to_string(month.year());
}

std::string financial_year_in_words(Month april) {
  const std::string next = std::to_string(april.year() + 1);
  return std::to_string(april.year()) + "/" + next.substr(2);
}

}  // namespace

Points::Points(const Definitions& definitions, std::span<const ExternalPoint> points, Month report,
               Known known)
    : definitions_(definitions), report_(report), known_(std::move(known)) {
  for (const ExternalPoint& point : points) {
    const auto period = parse_series_period(point.kind, point.period);
    const auto value = parse_double(point.value);
    const ExternalSeries* series = definitions.report.find_series(point.series);
    if (!period || !value || series == nullptr) {
      continue;  // of a series that the definitions no longer have
    }
    const bool late =
        period->last && !is_target(*series) && period->last->plus(series->published_after) > report;
    by_series_[point.series].push_back(
        {.point = &point,
         .period = *period,
         .value = *value,
         .decimals = decimals_of(point.value),
         .late = late,
         .measured = definitions.find_measure(point.series) != nullptr});
  }
}

std::vector<const Held*> Points::all(std::string_view series, std::string_view area) const {
  std::vector<const Held*> found;
  const auto at = by_series_.find(series);
  if (at != by_series_.end()) {
    for (const Held& one : at->second) {
      if (!one.late && one.point->area == area) {
        found.push_back(&one);
      }
    }
  }
  return found;
}

std::vector<const Held*> Points::at(std::string_view series, std::string_view area,
                                    const When& when) const {
  const std::vector<const Held*> known = all(series, area);
  if (when.kind == When::Kind::latest) {
    return newest(known);
  }
  std::vector<const Held*> best;
  int rank = 1;
  for (const Held* one : known) {
    const int fit = fits(one->period, when);
    if (fit > rank) {
      best.clear();
    }
    if (fit > 0 && fit >= rank) {
      rank = fit;
      best.push_back(one);
    }
  }
  std::ranges::stable_sort(best, {}, [](const Held* one) { return one->point->approximate; });
  return best;
}

const Held* Points::late(std::string_view series, std::string_view area, const When& when) const {
  const auto at = by_series_.find(series);
  if (at == by_series_.end()) {
    return nullptr;
  }
  const auto found = std::ranges::find_if(at->second, [&](const Held& one) {
    return one.late && one.point->area == area && fits(one.period, when) > 0;
  });
  return found == at->second.end() ? nullptr : &*found;
}

std::span<const Held> Points::held(std::string_view series) const {
  const auto at = by_series_.find(series);
  return at == by_series_.end() ? std::span<const Held>() : at->second;
}

const KnownReading* Points::reading(std::string_view series, std::string_view area,
                                    const SeriesPeriod* from, const SeriesPeriod& to) const {
  const auto at = std::ranges::find_if(known_.readings, [&](const KnownReading& one) {
    return one.series == series && one.area == area && one.to == to &&
           one.from.has_value() == (from != nullptr) && (from == nullptr || *one.from == *from);
  });
  return at == known_.readings.end() ? nullptr : &*at;
}

const KnownRange* Points::range(std::string_view series, std::string_view area,
                                const SeriesPeriod& period) const {
  const auto at = std::ranges::find_if(known_.ranges, [&](const KnownRange& one) {
    return one.series == series && one.area == area && one.period == period;
  });
  return at == known_.ranges.end() ? nullptr : &*at;
}

std::vector<std::string> Points::areas(std::string_view series) const {
  std::vector<std::string> areas;
  if (const auto at = by_series_.find(series); at != by_series_.end()) {
    for (const Held& one : at->second) {
      if (!one.late && std::ranges::find(areas, one.point->area) == areas.end()) {
        areas.push_back(one.point->area);
      }
    }
  }
  return areas;
}

std::string in_words(const SeriesPeriod& period) {
  // Every kind but waves has its last month, and those that begin somewhere their first.
  const Month first = period.first.value_or(Month());
  const Month end = period.last.value_or(Month());
  std::string last = period.last ? month_in_words(end) : "";
  switch (period.kind) {
    case Kind::month:
    case Kind::point_in_time:
      return last;
    case Kind::quarter:
      return (first.year() == end.year() ? month_name(first) : month_in_words(first)) + " to " +
             last;
    case Kind::year_ending:
      return "the year ending " + last;
    case Kind::last_12_months:
    case Kind::cohort_12_months:
      return "the 12 months to " + last;
    case Kind::financial_year:
      return financial_year_in_words(first);
    case Kind::year_to_date: {
      constexpr int march = 3;
      return financial_year_in_words(first) + (end.month() == march ? "" : " to " + last);
    }
    case Kind::calendar_year:
      return std::to_string(end.year());
    case Kind::cumulative:
      return period.first ? month_in_words(first) + " to " + last : "the time to " + last;
    case Kind::wave:
      return "wave " + std::to_string(period.first_wave) + " (" + last + ")";
    case Kind::waves:
      return "waves " + std::to_string(period.first_wave) + " to " +
             std::to_string(period.last_wave);
  }
  return "";
}

std::optional<When> Points::baseline(const ExternalSeries& series) const {
  const Measure* measure = definitions_.find_measure(series.id);
  if (measure != nullptr && measure->baseline &&
      measure->baseline->period.kind == Period::Kind::months) {
    const Period& period = measure->baseline->period;
    return When{.kind = period.single() ? When::Kind::month : When::Kind::span,
                .first = period.first,
                .last = period.last};
  }
  const std::pair<Kind, When::Kind> kinds[] = {{Kind::month, When::Kind::month},
                                               {Kind::financial_year, When::Kind::financial_year},
                                               {Kind::calendar_year, When::Kind::calendar_year},
                                               {Kind::year_to_date, When::Kind::quarter}};
  for (const auto& [kind, when] : kinds) {
    if (const auto period = parse_series_period(kind, series.baseline)) {
      return When{.kind = when, .first = period->first, .last = period->last};
    }
  }
  return std::nullopt;
}

std::string printed(double value, int decimals) {
  std::string text = rounded(value, decimals);
  const auto dot = std::min(text.find('.'), text.size());
  const std::size_t start = text.starts_with('-') ? 1 : 0;
  for (std::size_t at = dot; at > start + 3; at -= 3) {
    text.insert(at - 3, ",");
  }
  return text;
}

}  // namespace soundings::claims
