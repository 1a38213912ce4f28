// The margins of a scheme made ready for calibration: targets of the period, codes
// without a target, collapsed categories, strata kept apart.
#pragma once

#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/figures/tabulate.h"
#include "soundings/weigh/calibrate.h"

#include "answer/cross_tabulate.h"
#include "answer/margin_targets.h"

namespace soundings::figures {

/// Sum of base weights of each stratum.
[[nodiscard]] std::vector<double> weight_by_stratum(const Cells& cells);

/// Multipliers that give every stratum with responses the same base weight, so that bounds hold
/// within each as if it were alone. weight: of each stratum.
[[nodiscard]] std::vector<double> levelled(const std::vector<double>& weight);

/// A margin made ready: its column over the cells and its targets.
struct Prepared {
  NewColumn column;
  weigh::Margin margin;
  double missing_share = 0.0;
  double uncovered_share = 0.0;
  std::vector<MarginCollapse> collapsed{};
};

/// One margin of the scheme, every stratum with responses fitted to its own targets. weight: of
/// each stratum. Errors: a sentence that says why it cannot be.
[[nodiscard]] Expected<Prepared, std::string> prepare(const Asked& asked, const Evidence& evidence,
                                                      const std::vector<double>& weight,
                                                      const std::string& margin);

}  // namespace soundings::figures
