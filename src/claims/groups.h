// Families of series, one for each group of people.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "points.h"

namespace soundings::claims {

/// One series of a family. groups: by axis, "age" to "adult".
struct GroupSeries {
  const ExternalSeries* series = nullptr;
  std::map<std::string, std::string> groups;
};

/// In the order of the definitions; none where no series is of the family.
[[nodiscard]] std::vector<GroupSeries> series_of_family(const Points& points,
                                                        std::string_view family);

}  // namespace soundings::claims
