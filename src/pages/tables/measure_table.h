// Measures down the page: value and range, the two as a mark on one scale, the unweighted
// figure, the months, the bases.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "soundings/pages/pages.h"

#include "parts/view.h"

namespace soundings::pages {

/// Whose figures a page shows. Figures of the force print with the measure's decimals, those of
/// its parts with the item's.
enum class Scope { force, part };

[[nodiscard]] int decimals(const Definitions& definitions, const Table& table, Scope scope);

/// One measure of the page: its table and the row it takes from it.
struct MeasureLine {
  const Table* table = nullptr;
  DomainKey key;
  const Trend* trend = nullptr;           ///< its months, where there are any
  const Comparisons* readings = nullptr;  ///< of the row against others, where it is compared
};

/// Measures in the sections a page of that scope has, each with one table, or one a survey
/// where surveys must not be set side by side. month: the page's own, left unsaid in rows.
[[nodiscard]] std::vector<View> measure_sections(const Definitions& definitions,
                                                 std::span<const MeasureLine> lines, Month month,
                                                 Scope scope);

/// What a verdict is drawn as: up, down, a dot, a dash. A path in a box of 12 by 12.
[[nodiscard]] std::string icon_of(Verdict verdict);

/// The figures at the points of a trend, oldest first; nullptr where hidden or empty.
[[nodiscard]] std::vector<const Shown*> points(const Trend& trend, const DomainKey& key);

}  // namespace soundings::pages
