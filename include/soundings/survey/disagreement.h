// Points of external series that contradict each other.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "soundings/survey/external_series.h"

namespace soundings {

/// The series, the area and the time of a point as one key. Two ways to write one time give one
/// key.
[[nodiscard]] std::string place_of(const ExternalPoint& point);

/// Whether both points are exact, are of one place and give it different values, so that whoever
/// uses one of them passes over the other.
[[nodiscard]] bool disagree(const ExternalPoint& one, const ExternalPoint& other);

/// The exact points of each place that has several values, in the order of `points`.
[[nodiscard]] std::vector<std::vector<const ExternalPoint*>> disagreements(
    std::span<const ExternalPoint> points);

/// "year_ending 2019-03 West Midlands force".
[[nodiscard]] std::string place_in_words(const ExternalPoint& point);

/// "~24000 count".
[[nodiscard]] std::string value_with_unit(const ExternalPoint& point);

/// "28967 count of West Midlands Police (chart)".
[[nodiscard]] std::string point_with_source(const ExternalPoint& point);

}  // namespace soundings
