// What the months of a measure show, in words. They agree with the readings beside the figure: both
// look at sampling error (docs/methods/signals.md).
#pragma once

#include <string>
#include <vector>

#include "soundings/pages/frame.h"

namespace soundings::pages {

/// What is out of the ordinary at a point of a trend; nullptr where nothing is or it was not asked.
[[nodiscard]] const Signal* special(const Trend& trend, const Period& period);

struct TrendWords {
  std::string finding;  ///< a title of at most 60 characters; empty where nothing was looked for
  std::string
      sentence;  ///< from where to where, the change as it is read, and which months stand out
  std::string limits;  ///< what a month that stands out is, after a space; empty without signals
};

/// rows: of the trend's points, nullptr where there is none. chosen: the month that the page speaks
/// of; of a month without a figure, the last one that has one. places: of the figures.
[[nodiscard]] TrendWords trend_words(const Definitions& definitions, const Trend& trend,
                                     const std::vector<const Row*>& rows, Month chosen, int places);

}  // namespace soundings::pages
