#include "series_rules.h"

#include <algorithm>
#include <array>

#include "soundings/base/number.h"

namespace soundings::intake {

namespace {

using Relation = SeriesRelation::Kind;

constexpr std::size_t most_whole_digits = 12;
constexpr std::size_t most_decimals = 6;
constexpr int first_year = 1900;
constexpr int last_year = 2099;
constexpr double per_cent = 100.0;

bool has(const ExternalSeries& series, Relation kind) {
  return std::ranges::find(series.relations, kind, &SeriesRelation::kind) != series.relations.end();
}

/// A change can be below nothing, and above the whole.
bool is_change(const ExternalSeries& series) {
  return has(series, Relation::difference) || has(series, Relation::percent_change);
}

/// Things that are counted one by one; the average of a month's count is none.
bool is_count(const ExternalSeries& series) {
  constexpr std::array<std::string_view, 6> units{"count", "people",   "offences",
                                                  "areas", "projects", "waves"};
  return std::ranges::find(units, series.unit) != units.end() &&
         !has(series, Relation::monthly_average);
}

/// The most that a value can be: 100 of a share, 6 of a "rating out of 6".
std::optional<double> most(const ExternalSeries& series) {
  constexpr std::string_view of = " out of ";
  if (is_change(series)) {
    return std::nullopt;
  }
  const auto at = series.unit.rfind(of);
  return series.unit == "percent"  ? std::optional(per_cent)
         : at == std::string::npos ? std::nullopt
                                   : parse_double(series.unit.substr(at + of.size()));
}

std::string rule_of(const ExternalSeries& series) {
  const auto end = most(series);
  const std::string kind = is_count(series) ? "a whole number" : "a number";
  return end                 ? kind + " from 0 to " + shortest(*end)
         : is_change(series) ? kind
                             : kind + ", 0 or more";
}

}  // namespace

std::optional<std::string> broken_value_rule(const ExternalSeries& series,
                                             std::string_view number) {
  const bool below = number.starts_with('-');
  const std::string_view digits = number.substr(below ? 1 : 0);
  const auto dot = std::min(digits.find('.'), digits.size());
  const std::size_t decimals = dot == digits.size() ? 0 : digits.size() - dot - 1;
  if (dot > most_whole_digits || decimals > most_decimals) {
    return "a number of at most " + std::to_string(most_whole_digits) + " digits and " +
           std::to_string(most_decimals) + " decimals";
  }
  const auto end = most(series);
  const bool broken = (below && !is_change(series)) || (is_count(series) && dot < digits.size()) ||
                      (end && parse_double(number).value_or(0.0) > *end);
  return broken ? std::optional(rule_of(series)) : std::nullopt;
}

std::optional<std::string> broken_period_rule(const SeriesPeriod& period) {
  const auto outside = [](const std::optional<Month>& month) {
    return month && (month->year() < first_year || month->year() > last_year);
  };
  return outside(period.first) || outside(period.last)
             ? std::optional("in the years " + std::to_string(first_year) + " to " +
                             std::to_string(last_year))
             : std::nullopt;
}

}  // namespace soundings::intake
