// The targets an analysis weights to: read from their file, and held against each other.
#pragma once

#include <vector>

#include "soundings/weigh/calibrate.h"

#include "csv.h"
#include "spec.h"

namespace soundings::analyse {

/// Margins in the order of their first line. Errors: margins_invalid for a missing column and for a
/// target that is no number of 0 or more; number_extreme; margin_totals_differ unless
/// `weighting` rescales: counts of one population have one total, as far as their rounding lets
/// them. Shares, which sum to 1 or 100, stand beside counts of more than ten times that.
[[nodiscard]] Expected<std::vector<weigh::Margin>, Fault> read_margins(const CsvTable& table,
                                                                       const Weighting& weighting);

}  // namespace soundings::analyse
