// Modelled estimates of small areas as CSV, JSON and terminal text. Every one of them says that its
// figures are modelled, and none has a column of direct ones.
#pragma once

#include <cstddef>
#include <string>

#include "soundings/survey/definitions.h"
#include "soundings/survey/small_areas.h"

namespace soundings::report {

/// One line an area, values to 10 significant digits. RFC 4180, UTF-8, CRLF.
[[nodiscard]] std::string small_areas_csv(const SmallAreas& modelled);

[[nodiscard]] std::string small_areas_json(const Definitions& definitions,
                                           const SmallAreas& modelled);

/// For a terminal `width` columns wide.
[[nodiscard]] std::string small_areas_table(const Definitions& definitions,
                                            const SmallAreas& modelled, std::size_t width);

}  // namespace soundings::report
