#include "soundings/claims/series_points.h"

#include <algorithm>
#include <tuple>

#include "points.h"

namespace soundings::claims {

namespace {

SeriesValue value_of(const ExternalSeries* series, const Held& held) {
  const auto change = series == nullptr ? std::nullopt : parse_month(series->break_before);
  return {.point = held.point,
          .period = held.period,
          .value = held.value,
          .decimals = held.decimals,
          .late = held.late,
          .before_break = change && held.period.last && *held.period.last < *change};
}

std::vector<SeriesValue> first_of(const Points& points, std::string_view series,
                                  const std::vector<const Held*>& found) {
  return found.empty() ? std::vector<SeriesValue>()
                       : std::vector{value_of(points.series(series), *found.front())};
}

}  // namespace

std::vector<SeriesValue> values_of(const Evidence& evidence, std::string_view series) {
  const Points& points = evidence.points();
  std::vector<SeriesValue> values;
  for (const Held& held : points.held(series)) {
    values.push_back(value_of(points.series(series), held));
  }
  std::ranges::stable_sort(values, {}, [](const SeriesValue& one) {
    return std::tuple(one.period.last.value_or(Month()), one.period.last_wave);
  });
  return values;
}

std::vector<SeriesValue> newest_of(const Evidence& evidence, std::string_view series,
                                   std::string_view area) {
  return first_of(evidence.points(), series, evidence.points().at(series, area, {}));
}

std::vector<SeriesValue> baseline_of(const Evidence& evidence, std::string_view series,
                                     std::string_view area) {
  const Points& points = evidence.points();
  const ExternalSeries* known = points.series(series);
  const auto when = known == nullptr ? std::nullopt : points.baseline(*known);
  return when ? first_of(points, series, points.at(series, area, *when))
              : std::vector<SeriesValue>();
}

const Definitions& definitions_of(const Evidence& evidence) noexcept {
  return evidence.points().definitions();
}

std::string amount_in_words(const ExternalSeries& series, double value, int decimals,
                            bool approximate) {
  const std::string number = (approximate ? "about " : "") +
                             std::string(series.unit == "GBP" ? "\u00a3" : "") +
                             printed(value, decimals);
  if (series.unit == "percent") {
    return number + "%";
  }
  return series.unit.starts_with("per ") || series.unit == "days" ? number + " " + series.unit
                                                                  : number;
}

}  // namespace soundings::claims
