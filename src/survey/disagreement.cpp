#include "soundings/survey/disagreement.h"

#include <algorithm>
#include <map>

#include "soundings/base/number.h"

namespace soundings {

namespace {

std::string to_key(const std::optional<Month>& month) {
  return month ? std::to_string(month->index()) : "-";
}

std::string time_of(const ExternalPoint& point) {
  const auto period = parse_series_period(point.kind, point.period);
  return period ? to_key(period->first) + " " + to_key(period->last) + " " +
                      std::to_string(period->first_wave) + " " + std::to_string(period->last_wave)
                : point.period;
}

/// "9.30" and "9.3" are one value.
bool same_value(const ExternalPoint& one, const ExternalPoint& other) {
  return one.unit == other.unit &&
         (one.value == other.value || parse_double(one.value) == parse_double(other.value));
}

bool have_one_value(const std::vector<const ExternalPoint*>& points) {
  return std::ranges::all_of(
      points, [&](const ExternalPoint* one) { return same_value(*one, *points.front()); });
}

}  // namespace

std::string place_of(const ExternalPoint& point) {
  constexpr char between = '\n';
  return point.series + between + point.area + between + std::string(to_text(point.kind)) +
         between + time_of(point);
}

bool disagree(const ExternalPoint& one, const ExternalPoint& other) {
  return !one.approximate && !other.approximate && !same_value(one, other) &&
         place_of(one) == place_of(other);
}

std::vector<std::vector<const ExternalPoint*>> disagreements(
    std::span<const ExternalPoint> points) {
  std::vector<std::vector<const ExternalPoint*>> places;
  std::map<std::string, std::size_t> known;
  for (const ExternalPoint& point : points) {
    if (point.approximate) {
      continue;
    }
    const auto [at, fresh] = known.try_emplace(place_of(point), places.size());
    if (fresh) {
      places.emplace_back();
    }
    places[at->second].push_back(&point);
  }
  std::erase_if(places, have_one_value);
  return places;
}

std::string place_in_words(const ExternalPoint& point) {
  return std::string(to_text(point.kind)) + " " + point.period + " " + point.area;
}

std::string value_with_unit(const ExternalPoint& point) {
  return (point.approximate ? "~" : "") + point.value + " " + point.unit;
}

std::string point_with_source(const ExternalPoint& point) {
  return value_with_unit(point) + " of " + point.source + " (" + point.evidence + ")";
}

}  // namespace soundings
