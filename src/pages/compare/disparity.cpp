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

Verdict verdict_of(GapReading reading) {
  return reading == GapReading::wider      ? Verdict::higher
         : reading == GapReading::no_wider ? Verdict::same
                                           : Verdict::cannot_say;
}

std::string meaning(const AreaGap& gap, int places) {
  switch (gap.reading) {
    case GapReading::wider:
      return "Some of the difference between areas is real.";
    case GapReading::no_wider:
      return "Chance alone would often give so wide a gap.";
    case GapReading::unclear:
      break;
  }
  return "Before the figures were rounded, the gap was " + rounded(gap.lo, places) + " to " +
         rounded(gap.hi, places) + " points. That is too near to what chance alone would give.";
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
      .text("gap_kind", std::string{kind(verdict_of(gap.reading))})
      .text("gap_tone",
            std::string{to_text(tone(verdict_of(gap.reading), Measure::Direction::down))})
      .text("icon", icon_of(verdict_of(gap.reading)))
      .text("gap_words", std::string{wording::gap(gap)})
      .text("gap_means", meaning(gap, places));
  return view.part("gap", std::move(drawn));
}

}  // namespace soundings::pages
