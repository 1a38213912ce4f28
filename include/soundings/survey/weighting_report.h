// What weighting did to a sample, for someone who must defend it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace soundings {

/// One category of one margin. Shares are of the sum of weights, 0 to 1.
struct MarginLine {
  std::string margin;
  std::string category;
  std::int64_t respondents = 0;
  double target = 0.0;  ///< after rescaling to the common total
  double before = 0.0;  ///< sum of base weights, rescaled to the same total
  double after = 0.0;   ///< sum of final weights
};

struct MarginSummary {
  std::string margin;
  double declared_total = 0.0;   ///< of the targets as given
  double uncovered_share = 0.0;  ///< share of target categories with nobody
  double missing_share = 0.0;    ///< base-weighted share without a target
  double asmd_before = 0.0;      ///< largest absolute standardised difference of a category
  double asmd_after = 0.0;
  std::vector<std::string> absent;  ///< target categories with nobody
};

/// A category joined to another before the weights were fitted, as the scheme's list says. Targets
/// are those of both before they were joined, on the scale of the population.
struct MarginCollapse {
  std::string margin;
  std::string stratum;  ///< the month or wave, where several are fitted apart
  std::string category;
  std::string into;
  bool nobody = false;  ///< it had a target and nobody answered; else answers and no target
  double target = 0.0;
  double into_target = 0.0;

  friend bool operator==(const MarginCollapse&, const MarginCollapse&) = default;
};

/// g is final over base weight, relative to its base-weighted mean.
struct WeightingReport {
  std::string method;  ///< "none", "base", "poststratify", "rake", "bounded_rake"
  bool converged = true;
  int iterations = 0;
  double largest_gap = 0.0;  ///< relative, over every target; 1e-9 or more is a fault
  double sum_base = 0.0;
  double sum_final = 0.0;
  double g_min = 1.0;
  double g_p05 = 1.0;
  double g_median = 1.0;
  double g_p95 = 1.0;
  double g_max = 1.0;
  double largest_share = 0.0;  ///< of the weighted total held by the heaviest response
  std::int64_t at_bound = 0;   ///< responses at a bound of g
  double n_kish = 0.0;
  double deff_kish = 1.0;
  double efficiency = 1.0;  ///< n_kish / n
  std::vector<MarginLine> lines;
  std::vector<MarginSummary> margins;
};

}  // namespace soundings
