// Several areas at once: limits by size around their common mean, and the gap between the highest
// and the lowest beside the gap that chance would give. Made of a table alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "soundings/survey/comparison.h"

namespace soundings {

/// An area among the limits its base allows, in per cent.
struct FunnelArea {
  std::string code;
  double value = 0.0;
  std::optional<double>
      n_eff;  ///< of working figures; limits of a release are made of printed bases
  double z = 0.0;
  double lo95 = 0.0;
  double hi95 = 0.0;
  double lo998 = 0.0;
  double hi998 = 0.0;
  std::string flag;  ///< "within", "high_95", "low_95", "high_99.8", "low_99.8"
};

struct AreaFunnel {
  double centre = 0.0;     ///< mean of the areas by base
  double phi = 1.0;        ///< over-dispersion
  double inflation = 1.0;  ///< what it widens the limits by
  std::vector<FunnelArea> areas;
};

/// Whether a gap is wider than chance gives 19 times in 20.
enum class GapReading {
  wider,
  no_wider,
  unclear,  ///< by how the printed figures are rounded it may be either
};

/// Points. lo and hi: what the gap may have been before its figures were rounded; of working
/// figures the gap itself. typical and nineteen_in_twenty: of areas with one common value and these
/// bases.
struct AreaGap {
  double gap = 0.0;
  double lo = 0.0;
  double hi = 0.0;
  std::string highest;
  std::string lowest;
  double typical = 0.0;
  double nineteen_in_twenty = 0.0;
  double p = 1.0;
  GapReading reading = GapReading::no_wider;
  std::uint32_t seed = 0;
  int draws = 0;
};

/// weighting: of the values. left_out: codes that are hidden or have no base to make limits of.
/// With one of them hidden there is no gap: it could be the highest or the lowest. In a release
/// both are made of printed figures and printed bases alone.
struct AreaSpread {
  std::string weighting;
  std::optional<AreaFunnel> funnel;
  std::optional<AreaGap> gap;
  std::vector<std::string> left_out;
};

/// Comparisons with the spread of their figures, where all codes of one domain are compared.
struct SpreadComparisons {
  Comparisons comparisons;
  std::optional<AreaSpread> spread;
};

}  // namespace soundings
