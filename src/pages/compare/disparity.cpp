#include "compare/disparity.h"

#include <algorithm>
#include <cmath>

#include "soundings/base/number.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "parts/phrase.h"
#include "tables/measure_table.h"

namespace soundings::pages {
namespace {

std::string area_name(const Definitions& definitions, const std::string& code) {
  const Area* area = definitions.areas.find(code);
  return area == nullptr ? code : area->name;
}

/// "Solihull (52.6%)".
std::string with_value(const Definitions& definitions, const ComparePage& page,
                       const std::string& code, int places) {
  const Row* row = page.table->find({{page.readings->comparisons.by, code}});
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  return area_name(definitions, code) +
         (shown == nullptr ? "" : " (" + wording::percent(shown->value, places) + ")");
}

/// Why there is no gap: it could be the highest or the lowest that is not shown.
std::string why_none(const Definitions& definitions, const ComparePage& page) {
  std::vector<std::string> names;
  for (const std::string& code : page.readings->spread->left_out) {
    names.push_back(area_name(definitions, code));
  }
  return names.empty() ? "There are too few figures to tell."
                       : "We cannot say: there is no figure for " + wording::list(names) +
                             ", which might be the highest or the lowest.";
}

}  // namespace

View disparity(const Definitions& definitions, const ComparePage& page) {
  View view;
  view.list("gap", {}).text("no_gap", "").text("area_label", area_label(definitions));
  if (!page.table || !page.readings->spread->gap) {
    return view.text("no_gap", why_none(definitions, page));
  }
  const AreaGap& gap = *page.readings->spread->gap;
  const int places = decimals(definitions, *page.table, Scope::part);
  const double widest = std::max(gap.gap, gap.nineteen_in_twenty);
  View drawn;
  drawn.text("gap_points", rounded(gap.gap, places))
      .text("gap_between", with_value(definitions, page, gap.highest, places) + " to " +
                               with_value(definitions, page, gap.lowest, places))
      .text("typical_points", rounded(gap.typical, places))
      .text("most_points", rounded(gap.nineteen_in_twenty, places))
      .text("gap_value", plotted(gap.gap))
      .text("typical_value", plotted(gap.typical))
      .text("most_value", plotted(gap.nineteen_in_twenty))
      .text("gap_end", std::to_string(2 * static_cast<int>(std::ceil(widest / 2.0 + 0.75))))
      .text("gap_kind", gap.wider_than_chance ? "higher" : "same")
      .text("gap_tone", gap.wider_than_chance ? "worse" : "same")
      .text("icon", icon_of(gap.wider_than_chance ? Verdict::higher : Verdict::same))
      .text("gap_words", std::string{wording::gap(gap)})
      .text("gap_means", gap.wider_than_chance ? "Some of the difference between areas is real."
                                               : "Chance alone would often give so wide a gap.");
  return view.part("gap", std::move(drawn));
}

}  // namespace soundings::pages
