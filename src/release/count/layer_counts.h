// The counts of one layer: from the cells of the store, and as they are frozen in a release.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "count/snapshot.h"

namespace soundings::store {
class CellReader;
}

namespace soundings::release {

/// The file in which a release keeps the counts of its layers; it is not published.
inline constexpr std::string_view counts_file = "counts.csv";

/// Counts a month, a wave or a run of months as one layer.
[[nodiscard]] CountedLayer count_layer(const Plan& plan, store::CellReader& cells,
                                       const Period& period);

/// Distinct respondents of each cell of a table over a window: areas first, then codes within an
/// area. without_unknown: answers without a known area are left out.
[[nodiscard]] std::vector<std::int64_t> people_of(const Plan& plan, store::CellReader& cells,
                                                  const Period& period, const ReleasedTable& table,
                                                  bool without_unknown);

/// The header of the file, and the lines of one survey.
[[nodiscard]] std::string counts_header();
[[nodiscard]] std::string counts_lines(const CountedSurvey& survey);

/// The layer as a release froze it; nothing when it is not in the file, or no longer of this shape.
[[nodiscard]] std::optional<CountedLayer> frozen_layer(const Plan& plan, std::string_view file,
                                                       const std::string& layer);

}  // namespace soundings::release
