#include "overview/stands_out.h"

#include <algorithm>
#include <string>

#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "parts/frame.h"
#include "parts/phrase.h"
#include "tables/measure_table.h"

namespace soundings::pages {
namespace {

constexpr std::size_t most_names = 4;

/// A measure and its change in time.
struct Change {
  const Comparisons* comparisons = nullptr;
  const Comparison* row = nullptr;
};

/// The changes of the survey of the hero but for its own.
std::vector<Change> changes_beside(const Definitions& definitions, const Overview& overview,
                                   const std::string& overall) {
  const Measure* hero = definitions.find_measure(overall);
  std::vector<Change> changes;
  for (const Comparisons& each : overview.changes) {
    if (hero != nullptr && each.survey == hero->survey && each.measure != overall &&
        !each.rows.empty()) {
      changes.push_back({.comparisons = &each, .row = &each.rows.front()});
    }
  }
  return changes;
}

/// The one with the widest difference among those of a verdict; nothing where there is none.
Change widest(const std::vector<Change>& changes, Verdict verdict) {
  Change found;
  for (const Change& each : changes) {
    const Difference* one = leading(*each.row);
    const Difference* best = found.row == nullptr ? nullptr : leading(*found.row);
    if (each.row->verdict == verdict && one != nullptr &&
        (best == nullptr || std::abs(one->points) > std::abs(best->points))) {
      found = each;
    }
  }
  return found;
}

View sentence(std::string strong, std::string rest) {
  return View{}
      .text("strong", std::move(strong))
      .text("rest", std::move(rest))
      .text("link_href", "")
      .text("link_words", "");
}

std::string title_of(const Definitions& definitions, const std::string& measure) {
  const Measure* found = definitions.find_measure(measure);
  return found == nullptr ? measure : english(found->title);
}

/// "Feedback has fallen most. 34.9%, down 6.9 points from 41.8%."
View moved(const Definitions& definitions, const Change& change, std::string_view how,
           std::string_view way) {
  const int places = change.comparisons->decimals;
  const Shown* now = leading(change.row->a);
  const Shown* then = leading(*change.row->b);
  return sentence(title_of(definitions, change.comparisons->measure) + " " + std::string{how} + ".",
                  wording::percent(now->value, places) + ", " + std::string{way} + " " +
                      distance(leading(*change.row)->points, places) + " from " +
                      wording::percent(then->value, places) + ".");
}

/// What a test finds no change in; nothing where there is no such measure.
void add_held_up(const Definitions& definitions, const std::vector<Change>& changes,
                 std::vector<View>& said) {
  std::vector<std::string> names;
  for (const Change& each : changes) {
    if (each.row->verdict == Verdict::same || each.row->verdict == Verdict::not_clear) {
      names.push_back(title_of(definitions, each.comparisons->measure));
    }
  }
  if (names.size() == changes.size() && names.size() > 1) {
    said.push_back(sentence("Every stage has held up.", "No clear change for any of the " +
                                                            std::to_string(names.size()) + "."));
  } else if (!names.empty()) {
    const bool more = names.size() > most_names;
    names.resize(std::min(names.size(), most_names));
    said.push_back(sentence("The rest has held up.", "No clear change for " + wording::list(names) +
                                                         (more ? " and others." : ".")));
  }
}

std::string area_names(const Definitions& definitions, const Comparisons& areas, Verdict verdict) {
  std::vector<std::string> names;
  for (const Comparison& row : areas.rows) {
    const Area* area = definitions.areas.find(row.a.key.at(areas.by));
    if (row.verdict == verdict && area != nullptr) {
      names.push_back(area->name);
    }
  }
  return names.empty() ? ""
                       : wording::list(names) + (names.size() == 1 ? " is " : " are ") +
                             (verdict == Verdict::higher ? "higher" : "lower");
}

std::size_t apart(const Comparisons& areas) {
  return static_cast<std::size_t>(std::ranges::count_if(areas.rows, [](const Comparison& row) {
    return row.verdict == Verdict::higher || row.verdict == Verdict::lower;
  }));
}

/// Of the first measure drawn by area in which an area stands apart, else of the first.
void add_areas(const Definitions& definitions, const Overview& overview, std::vector<View>& said) {
  if (overview.areas.empty()) {
    return;
  }
  const auto found =
      std::ranges::find_if(overview.areas, [](const Comparisons& each) { return apart(each) > 0; });
  const Comparisons& areas = found == overview.areas.end() ? overview.areas.front() : *found;
  const std::string label = area_label(definitions);
  const std::size_t count = apart(areas);
  const std::string lower = area_names(definitions, areas, Verdict::lower);
  const std::string higher = area_names(definitions, areas, Verdict::higher);
  std::string rest = lower + (lower.empty() || higher.empty() ? "" : "; ") + higher;
  rest = count == 0 ? "None differs from the rest of the force by more than chance would explain."
                    : title_of(definitions, areas.measure) + ": " + rest +
                          " than in the rest of the force.";
  View view = sentence(count == 0 ? "No " + label + " stands apart."
                                  : number_word(count) + " " + label +
                                        (count == 1 ? " stands apart." : "s stand apart."),
                       std::move(rest));
  view.text("link_href", page_link("/npus", overview.edition) + "&measure=" + areas.measure)
      .text("link_words", "Compare " + label + "s");
  said.push_back(std::move(view));
}

}  // namespace

std::vector<View> stands_out(const Definitions& definitions, const Overview& overview,
                             const std::string& overall) {
  std::vector<View> said;
  const auto changes = changes_beside(definitions, overview, overall);
  if (const Change fall = widest(changes, Verdict::lower); fall.row != nullptr) {
    said.push_back(moved(definitions, fall, "has fallen most", "down"));
  }
  if (const Change rise = widest(changes, Verdict::higher); rise.row != nullptr) {
    said.push_back(moved(definitions, rise, "has risen most", "up"));
  } else {
    add_held_up(definitions, changes, said);
  }
  add_areas(definitions, overview, said);
  return said;
}

}  // namespace soundings::pages
