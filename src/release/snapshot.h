// Everything that a release of a month is made of, as it was at one moment.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "soundings/disclose/publication.h"
#include "soundings/release/release.h"
#include "soundings/survey/table.h"

#include "plan.h"

namespace soundings::release {

/// A layer is a month, a wave, or months before the first release of a window that counts them.
/// targets: by area, eligible people; empty where the survey is not weighted to them.
struct CountedLayer {
  disclose::Layer counts;
  std::map<std::string, std::int64_t> targets;
};

/// A month, a wave or a window that is released, and the layers it is the sum of.
struct CountedPeriod {
  Period period;
  std::vector<std::string> layers;
  /// Distinct respondents of each table, as PublishedTable::people, in the order of the set's.
  std::vector<std::vector<std::int64_t>> people;
  /// Of a raked survey: the working table of each table of the set that is printed weighted, by
  /// its name and item.
  std::map<std::pair<std::string, std::string>, Table> raked;
};

struct CountedSurvey {
  Plan plan;
  std::vector<CountedLayer> layers;
  std::vector<CountedPeriod> periods;  ///< its own first
};

struct Snapshot {
  Month month;
  int revision = 0;
  std::int64_t data_version = 0;
  std::vector<CountedSurvey> surveys;
  std::vector<std::string> silent;  ///< surveys with a period but no answer in it, or without one
  std::vector<store::Release> earlier;
};

}  // namespace soundings::release
