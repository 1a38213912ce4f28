#include "overview/hero.h"

#include <algorithm>

#include "soundings/base/number.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "figures/figure.h"
#include "overview/stands_out.h"
#include "parts/frame.h"
#include "parts/phrase.h"
#include "tables/measure_table.h"

namespace soundings::pages {
namespace {

bool moved(Verdict verdict) {
  return verdict == Verdict::higher || verdict == Verdict::lower;
}

/// "Down 5.7 points from 47.3% in November 2018 to January 2019, the assumed baseline. The 95%
/// range of the change is ..."; empty where there is nothing to say.
std::string change_words(const Definitions& definitions, const Overview& overview,
                         const Comparisons& changes, int finer) {
  const Comparison& row = changes.rows.front();
  const Shown* then = row.b ? leading(*row.b) : nullptr;
  const Difference* found = leading(row);
  if (then == nullptr || found == nullptr) {
    return "";
  }
  const std::string assumed = overview.with != ComparedWith::baseline ? ""
                              : overview.assumed_baseline             ? ", the assumed baseline"
                                                                      : ", the baseline";
  const std::string from = wording::percent(then->value, finer) + " in " +
                           wording::set_against(definitions, changes, row) + assumed + ".";
  std::string words = "It was " + from;
  if (moved(row.verdict)) {
    words = std::string{row.verdict == Verdict::higher ? "Up " : "Down "} +
            distance(found->points, finer) + " from " + from;
  }
  if (found->lo && found->hi) {
    words += " The " + rounded(100.0 * changes.level, 0) + "% range of the change is " +
             wording::points_range(found->lo, found->hi, finer) + " points.";
  }
  return words;
}

/// The change in time of the overall figure: its verdict, then how much.
void add_change(const Definitions& definitions, const Overview& overview,
                const std::string& measure, int finer, View& view) {
  view.list("change", {});
  const Comparisons* changes = change_of(overview, measure);
  if (changes == nullptr) {
    return;
  }
  const Verdict verdict = changes->rows.front().verdict;
  View change;
  add_verdict(verdict, changes->against, changes->good, change);
  if (moved(verdict)) {
    change.text("reading",
                change.texts["reading"] + " than " + std::string{with_words(overview.with)});
  }
  change.text("change_words", change_words(definitions, overview, *changes, finer));
  view.part("change", std::move(change));
}

View plain_figure(const Definitions& definitions, const Overview& overview, const Table& table,
                  const Row& row, const Shown& shown) {
  const int places = decimals(definitions, table, Scope::force);
  const int finer = std::max(places, decimals(definitions, table, Scope::part));
  View view;
  add_change(definitions, overview, table.measure, finer, view);
  const std::string range = wording::range(shown.lo, shown.hi, places);
  return view.text("value", value_words(table, shown, places))
      .text("marks", marks_of(row))
      .text("level", level_text(table))
      .text("range", shown.lo ? range : "")
      .text("source_line", source_line(definitions, table, row))
      .text("say", shown.lo
                       ? wording::range_meaning(definitions.find_survey(table.survey), table.level)
                       : wording::coarse(definitions))
      .text("weighting_fault",
            table.weighting_fault.empty() ? "" : weighting_line(definitions, table));
}

}  // namespace

std::string_view with_words(ComparedWith with) {
  switch (with) {
    case ComparedWith::previous:
      return "the month before";
    case ComparedWith::previous_3:
      return "the three months before";
    case ComparedWith::baseline:
      break;
  }
  return "the baseline";
}

const Comparisons* change_of(const Overview& overview, const std::string& measure) {
  const auto found = std::ranges::find(overview.changes, measure, &Comparisons::measure);
  return found == overview.changes.end() || found->rows.empty() ? nullptr : &*found;
}

const Trend* trend_of(const Overview& overview, const std::string& measure) {
  const auto found = std::ranges::find_if(overview.trends, [&measure](const Trend& each) {
    return each.measure != nullptr && each.measure->id == measure;
  });
  return found == overview.trends.end() || found->points.empty() ? nullptr : &*found;
}

View hero(const Definitions& definitions, const Overview& overview, const Table* table) {
  View view;
  view.text("hidden", "").text("empty", "").list("plain", {}).list("hero_figure", {});
  if (table == nullptr) {
    return view.text("hero_title", "Headline measures")
        .list("stands_out", {})
        .flag("has_stands_out", false)
        .text("empty", "There is no figure for " + period_words(overview.edition.period) + ".");
  }
  const Measure* measure = definitions.find_measure(table->measure);
  const Row* row = table->find({});
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  auto said = stands_out(definitions, overview, table->measure);
  view.text("hero_title", english(measure->title))
      .text("hero_href", page_link("/measures/" + measure->id, overview.edition))
      .flag("has_stands_out", !said.empty())
      .list("stands_out", std::move(said));
  if (row != nullptr && row->hidden) {
    view.text("hidden", std::string{wording::hidden(*row->hidden)});
  } else if (shown == nullptr) {
    view.text("empty", no_figure(definitions, *table));
  } else {
    view.part("plain", plain_figure(definitions, overview, *table, *row, *shown));
  }
  if (const Trend* trend = trend_of(overview, table->measure)) {
    const Comparisons* changes = change_of(overview, table->measure);
    const bool from_baseline = overview.with == ComparedWith::baseline && changes != nullptr &&
                               changes->rows.front().b.has_value();
    view.part("hero_figure",
              trend_figure(definitions,
                           {.id = "trend",
                            .trend = trend,
                            .place = wording::force_name(definitions),
                            .edition = overview.edition,
                            .baseline = from_baseline ? &*changes->rows.front().b : nullptr}));
  }
  return view;
}

}  // namespace soundings::pages
