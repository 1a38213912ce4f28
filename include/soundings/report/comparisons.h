// Comparisons as CSV, JSON and terminal text; every word in them from wording.
#pragma once

#include <cstddef>
#include <string>

#include "soundings/survey/definitions.h"
#include "soundings/survey/spread.h"

namespace soundings::report {

/// One line a comparison and weighting, values to 10 significant digits. RFC 4180, UTF-8, CRLF.
[[nodiscard]] std::string comparisons_csv(const Definitions& definitions,
                                          const SpreadComparisons& compared);

[[nodiscard]] std::string comparisons_json(const Definitions& definitions,
                                           const SpreadComparisons& compared);

/// For a terminal `width` columns wide.
[[nodiscard]] std::string comparisons_table(const Definitions& definitions,
                                            const SpreadComparisons& compared, std::size_t width);

}  // namespace soundings::report
