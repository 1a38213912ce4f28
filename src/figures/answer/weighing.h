// A scheme of the definitions applied to counted cells: targets of the period, codes
// without a target, collapsed categories, strata; then calibration.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/figures/tabulate.h"
#include "soundings/weigh/calibrate.h"

namespace soundings::figures {

/// A sample of cells crossed by the asked domains alone, and what weighting did to it. Columns
/// of the cells: the margins', named as the scheme names them with " x " for "|", then `by`.
struct Weighed {
  weigh::Sample sample;
  WeightingReport report;
  std::vector<MarginCollapse> collapsed;
};

/// The strata of the design: months or waves apart, or all of them one in which a person who
/// answered several times is one unit. Weights are fitted stratum by stratum either way.
enum class Design { by_stratum, one_stratum };

/// Every response with its base weight, crossed by `by`.
[[nodiscard]] weigh::Sample unweighted(const Cells& cells, const std::vector<std::string>& by,
                                       Design design = Design::by_stratum);

/// Errors: a sentence that says why the targets cannot be met. Several strata are each fitted to
/// their own targets: months to their own invitations, waves to equal shares of the population.
[[nodiscard]] Expected<Weighed, std::string> weighted(const Asked& asked, const Evidence& evidence,
                                                      const std::vector<std::string>& by,
                                                      Design design = Design::by_stratum);

}  // namespace soundings::figures
