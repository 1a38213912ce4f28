// The names by which files and sentences speak of the areas of external series: those of
// survey_defs/series.json, and the NPUs and cities of the register.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/definitions.h"

namespace soundings {

/// One spelling. area: as points name it.
struct SeriesAreaName {
  std::string spelling;
  std::string area;
};

/// Every spelling, each area's own name before its others.
[[nodiscard]] std::vector<SeriesAreaName> series_area_names(const Definitions& definitions);

/// The area that a text names, whatever the case of its letters; nothing when no area is called so.
[[nodiscard]] std::optional<std::string> series_area_named(const Definitions& definitions,
                                                           std::string_view text);

}  // namespace soundings
