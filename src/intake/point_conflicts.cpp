// Points of a file that contradict kept ones, and the choice of kept points.
#include "point_conflicts.h"

#include <algorithm>
#include <iterator>

#include "soundings/intake/reference_files.h"
#include "soundings/survey/disagreement.h"
#include "soundings/survey/series_areas.h"

namespace soundings::intake {

namespace {

bool is_of_period(const ExternalPoint& point, const std::string& period) {
  const auto asked = parse_series_period(point.kind, period);
  return point.period == period ||
         (asked && asked == parse_series_period(point.kind, point.period));
}

bool allows(const std::string& asked, std::string_view given) {
  return asked.empty() || asked == given;
}

}  // namespace

std::string conflict_in_words(const ExternalPoint& given, const ExternalPoint& other,
                              std::string_view who_says) {
  return given.series + ", " + place_in_words(given) + ": this line says " +
         point_with_source(given) + ", and " + std::string(who_says) + " " +
         point_with_source(other);
}

std::vector<Finding> conflicts_in_words(const SeriesFile& file,
                                        const std::vector<store::PointConflict>& conflicts) {
  std::vector<Finding> findings;
  findings.reserve(conflicts.size());
  for (const store::PointConflict& one : conflicts) {
    findings.push_back(
        {.code = "point_conflicts",
         .pointer = "line " + std::to_string(file.lines.at(one.row)),
         .message = conflict_in_words(file.points.at(one.row), one.kept, "kept is") +
                    "; correct the line, import with --replace so that the line takes the place "
                    "of the kept point, or remove that with 'soundings series remove'"});
  }
  return findings;
}

std::vector<ExternalPoint> points_chosen(const PointChoice& choice,
                                         const std::vector<ExternalPoint>& kept,
                                         const Definitions& definitions) {
  const std::string area =
      series_area_named(definitions, choice.area).value_or(std::string(choice.area));
  std::vector<ExternalPoint> chosen;
  std::ranges::copy_if(kept, std::back_inserter(chosen), [&](const ExternalPoint& point) {
    return allows(choice.series, point.series) &&
           (allows(choice.area, point.area) || point.area == area) &&
           allows(choice.period_type, to_text(point.kind)) &&
           (choice.period.empty() || is_of_period(point, choice.period)) &&
           allows(choice.source, point.source) && allows(choice.evidence, point.evidence);
  });
  return chosen;
}

}  // namespace soundings::intake
