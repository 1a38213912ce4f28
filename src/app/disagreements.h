// What kept points of external series contradict each other, for whoever lists or uses them.
#pragma once

#include <vector>

#include "soundings/survey/external_series.h"

namespace soundings::app {

/// A line on standard error for each place with several values, and how to go on.
void say_disagreements(const std::vector<ExternalPoint>& points);

}  // namespace soundings::app
