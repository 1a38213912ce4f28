// Modelled estimates of small areas. They are never shown in a column with direct ones: a type of
// their own keeps them apart.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "soundings/survey/measure.h"
#include "soundings/survey/period.h"
#include "soundings/survey/table.h"

namespace soundings {

/// One area by the model, in per cent and points. share_direct: 0 to 1, how much of it is the
/// area's own estimate; the rest is the areas' common mean.
struct ModelledArea {
  DomainKey key;
  std::int64_t base = 0;
  double modelled = 0.0;
  double rmse = 0.0;
  double lo = 0.0;
  double hi = 0.0;
  double share_direct = 0.0;
};

/// Areas of one domain by a model that shrinks each to their common mean by how little it knows.
/// Made of a table alone: what is hidden there enters neither an area nor the mean.
struct SmallAreas {
  std::string survey;
  std::string measure;
  std::string item;
  Statistic statistic = Statistic::pct_positive;
  Period period;
  std::string release;
  std::string by;
  std::string weighting;  ///< of the direct estimates: "none" or the scheme
  double level = 0.95;
  int decimals = 1;
  double mean = 0.0;     ///< per cent
  double between = 0.0;  ///< standard deviation of the areas around the mean, points
  double deff = 1.0;     ///< by which each area's variance was smoothed
  std::string definition_version;
  std::int64_t data_version = 0;
  std::vector<MarginCollapse> collapsed{};  ///< what was joined for the weights
  std::vector<ModelledArea> areas;
  std::vector<std::string> left_out;  ///< codes that are hidden, or that nobody answered in
};

}  // namespace soundings
