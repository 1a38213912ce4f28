// Series as CSV, JSON and terminal text; every word in them from wording.
#pragma once

#include <cstddef>
#include <string>

#include "soundings/survey/definitions.h"
#include "soundings/survey/series.h"

namespace soundings::report {

/// The columns of estimates_csv for every point, then segment,centre,lower,upper,signals,firm.
[[nodiscard]] std::string series_csv(const Series& series);

/// The document of estimates_json, each estimate with its segment and signal, then breaks and
/// baseline.
[[nodiscard]] std::string series_json(const Definitions& definitions, const Series& series);

/// For a terminal `width` columns wide.
[[nodiscard]] std::string series_table(const Definitions& definitions, const Series& series,
                                       std::size_t width);

}  // namespace soundings::report
