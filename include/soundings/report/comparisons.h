// Comparisons as CSV, JSON and terminal text; every word in them from wording.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/spread.h"

namespace soundings::report {

/// Comparisons with the spread of their figures, where they stand along one domain as a whole.
struct Compared {
  Comparisons comparisons;
  std::optional<AreaSpread> spread;
};

/// One line a comparison and weighting, values to 10 significant digits. RFC 4180, UTF-8, CRLF.
[[nodiscard]] std::string comparisons_csv(const Definitions& definitions, const Compared& compared);

[[nodiscard]] std::string comparisons_json(const Definitions& definitions,
                                           const Compared& compared);

/// For a terminal `width` columns wide.
[[nodiscard]] std::string comparisons_table(const Definitions& definitions,
                                            const Compared& compared, std::size_t width);

}  // namespace soundings::report
