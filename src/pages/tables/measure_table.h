// Measures down the page: value and range, the two as a mark on one scale, what they are read
// against, the months, the bases. The unweighted figures stand under "Show the figures".
#pragma once

#include <span>
#include <string>
#include <vector>

#include "soundings/pages/figure_pages.h"

#include "parts/view.h"

namespace soundings::pages {

/// Whose figures a page shows. Figures of the force print with the measure's decimals, those of
/// its parts with the item's.
enum class Scope { force, part };

[[nodiscard]] int decimals(const Definitions& definitions, const Table& table, Scope scope);

/// One measure of the page: its table and the row it takes from it.
struct MeasureLine {
  const Table* table = nullptr;
  DomainKey key{};
  const Trend* trend = nullptr;           ///< its months, where there are any
  const Comparisons* readings = nullptr;  ///< of the row against others, where it is compared
  const Row* reference = nullptr;         ///< whom it stands beside where no difference is printed
};

/// How the tables of a page look. result: the head of the column of figures. other: of the figures
/// they stand beside; empty for none. change: of the differences; empty where nothing is read.
/// alone: what stands for a difference that cannot be made.
struct MeasureLook {
  Edition edition;
  Scope scope = Scope::force;
  std::string result = "Result";
  std::string other{};
  std::string change{};
  std::string alone = "[x]";
  std::string reference = "Rest of the force";  ///< what the tick is, for the key
};

/// One table of measures of which no two surveys are set side by side. title: may be empty.
[[nodiscard]] View measure_table(const Definitions& definitions, std::span<const MeasureLine> lines,
                                 const MeasureSection& section, const MeasureLook& look);

/// Measures in the sections a page of that scope has, each with one table, or one a survey
/// where surveys must not be set side by side.
[[nodiscard]] std::vector<View> measure_sections(const Definitions& definitions,
                                                 std::span<const MeasureLine> lines,
                                                 const MeasureLook& look);

/// What a verdict is drawn as: up, down, a dot, a dash. A path in a box of 12 by 12.
[[nodiscard]] std::string icon_of(Verdict verdict);

/// A verdict as pages show it: the texts "reading", "tone" and "icon".
void add_verdict(Verdict verdict, Against against, Measure::Direction good, View& view);

/// The figures at the points of a trend, oldest first; nullptr where hidden or empty.
[[nodiscard]] std::vector<const Shown*> points(const Trend& trend, const DomainKey& key);

}  // namespace soundings::pages
