#include "soundings/survey/series_areas.h"

#include <algorithm>

#include "soundings/base/text.h"

namespace soundings {

std::vector<SeriesAreaName> series_area_names(const Definitions& definitions) {
  std::vector<SeriesAreaName> names;
  const auto add = [&names](const std::string& area, const std::vector<std::string>& also) {
    names.push_back({.spelling = area, .area = area});
    for (const std::string& spelling : also) {
      names.push_back({.spelling = spelling, .area = area});
    }
  };
  for (const SeriesArea& one : definitions.report.areas) {
    add(one.name, one.also);
  }
  for (const Area& one : definitions.areas.areas()) {
    if (one.level == "npu" || one.level == "city") {
      add(one.name, one.aliases);
    }
  }
  return names;
}

std::optional<std::string> series_area_named(const Definitions& definitions,
                                             std::string_view text) {
  for (const SeriesAreaName& one : series_area_names(definitions)) {
    if (same_name(one.spelling, text)) {
      return one.area;
    }
  }
  return std::nullopt;
}

}  // namespace soundings
