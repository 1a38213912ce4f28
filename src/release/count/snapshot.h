// Everything that a release of a month is made of, as it was at one moment.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "soundings/disclose/publication.h"
#include "soundings/release/release.h"
#include "soundings/store/cells.h"
#include "soundings/survey/table.h"

#include "count/plan.h"

namespace soundings::release {

/// A layer is a month, a wave, or months before the first release of a window that counts them.
/// targets: by area, eligible people; empty where the survey is not weighted to them.
struct CountedLayer {
  disclose::Layer counts;
  std::map<std::string, std::int64_t> targets;
};

/// How the id of a layer ends that is what a revision left of another one.
inline constexpr const char* kept_ending = ".kept";

/// A layer that a revision made: of the answers that came late, or one of the two parts of a layer
/// from which answers were withdrawn. of: that layer; empty for late answers. arrived: nobody
/// asks it of withdrawn answers, which are not there to be counted.
struct RevisedLayer {
  std::string id;
  std::string of;
  store::Arrived arrived;
};

/// A month, a wave or a window that is released, and the layers it is the sum of.
struct CountedPeriod {
  Period period;
  std::vector<std::string> layers;
  /// Of a revision: the layers that each earlier print counted, the newest first.
  std::vector<std::vector<std::string>> earlier_prints;
  /// Distinct respondents of each table, as PublishedTable::people, in the order of the set's.
  std::vector<std::vector<std::int64_t>> people;
  /// Of a raked survey: the working table of each table of the set that is printed weighted, by
  /// its name and item.
  std::map<std::pair<std::string, std::string>, Table> raked;
};

struct CountedSurvey {
  Plan plan;
  std::vector<CountedLayer> layers;
  std::vector<CountedPeriod> periods;  ///< its own first; of a revision its own alone
  /// Of a revision: the layers it made, and those of them whose answers were corrected and not
  /// erased.
  std::vector<RevisedLayer> revised_layers;
  std::vector<CountedLayer> corrected;
};

/// revises: the id of the release that a revision takes the place of; it is among `earlier`.
/// surveys: of a revision, those whose answers have changed.
struct Snapshot {
  Month month;
  int revision = 0;
  std::string revises;
  std::int64_t data_version = 0;
  std::vector<CountedSurvey> surveys;
  std::vector<std::string> silent;  ///< surveys with a period but no answer in it, or without one
  std::vector<store::Release> earlier;
  store::ProvisionalHistory provisional;
};

}  // namespace soundings::release
