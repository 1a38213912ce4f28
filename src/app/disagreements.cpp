#include "disagreements.h"

#include <iostream>

#include "soundings/survey/disagreement.h"

#include "columns.h"

namespace soundings::app {

void say_disagreements(const std::vector<ExternalPoint>& points) {
  const auto places = disagreements(points);
  for (const auto& place : places) {
    std::string values;
    for (const ExternalPoint* one : place) {
      values += (values.empty() ? "" : ", and ") + point_with_source(*one);
    }
    std::cerr << "Kept points disagree: " << visible(place.front()->series) << ", "
              << visible(place_in_words(*place.front())) << ": " << visible(values)
              << " (point_conflicts)\n";
  }
  if (!places.empty()) {
    std::cerr << "The first that is named is used. Remove the wrong one with 'soundings series "
                 "remove', or import the right one with --replace.\n";
  }
}

}  // namespace soundings::app
