// The Overview: the overall figure large, then every measure of the force, then the overall
// figure and confidence by NPU and by contact channel.
#include <algorithm>
#include <set>

#include "soundings/base/number.h"
#include "soundings/pages/pages.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "parts/figure.h"
#include "parts/frame.h"
#include "parts/measure_table.h"
#include "parts/phrase.h"

namespace soundings::pages {
namespace {

bool leads(const Definitions& definitions, const Measure& measure) {
  const MeasureGroup* leading = definitions.leading_group();
  return leading != nullptr && measure.group == leading->id;
}

const Trend* trend_of(const Overview& overview, const std::string& measure) {
  const auto found =
      std::find_if(overview.trends.begin(), overview.trends.end(), [&measure](const Trend& each) {
        return each.measure != nullptr && each.measure->id == measure;
      });
  return found == overview.trends.end() || found->points.empty() ? nullptr : &*found;
}

/// The first table of the group that leads.
const Table* overall(const Definitions& definitions, const Overview& overview) {
  const auto found = std::find_if(
      overview.headline.begin(), overview.headline.end(), [&definitions](const Table& table) {
        const Measure* measure = definitions.find_measure(table.measure);
        return measure != nullptr && leads(definitions, *measure);
      });
  return found == overview.headline.end() ? nullptr : &*found;
}

View twin(std::string name, const Shown& shown, int places) {
  return View{}
      .text("twin_name", std::move(name))
      .text("twin_value", wording::percent(shown.value, places))
      .text("twin_range", wording::range(shown.lo, shown.hi, places));
}

/// "the assumed baseline" and the like: what the earlier period is to the reader.
std::string as_what(const Overview& overview) {
  if (!overview.from_baseline) {
    return "";
  }
  return overview.assumed_baseline ? ", the assumed baseline" : ", the baseline";
}

/// How much the overall figure changed, in a sentence; empty where there is nothing to say.
/// then_was: what the earlier period is to the reader.
std::string change_words(const Definitions& definitions, const Comparisons& comparisons,
                         const std::string& then_was, int places, int finer) {
  const Comparison& row = comparisons.rows.front();
  const Shown* then = row.b ? leading(*row.b) : nullptr;
  const Difference* found = leading(row);
  if (then == nullptr || found == nullptr) {
    return "";
  }
  const std::string from = wording::percent(then->value, places) + " in " +
                           wording::set_against(definitions, comparisons, row) + then_was + ".";
  const bool moved = row.verdict == Verdict::higher || row.verdict == Verdict::lower;
  std::string words =
      (moved ? wording::points(found->points, finer) + " from " : std::string{"It was "}) + from;
  if (found->lo && found->hi) {
    words += " The " + rounded(100.0 * comparisons.level, 0) + "% range of the change is " +
             wording::points_range(found->lo, found->hi, finer) + ".";
  }
  return words;
}

/// The change in time of the overall figure: its verdict, then how much.
void add_change(const Definitions& definitions, const Overview& overview, int places, int finer,
                View& view) {
  view.list("change", {});
  if (!overview.change || overview.change->rows.empty()) {
    return;
  }
  const Comparisons& comparisons = *overview.change;
  const Verdict verdict = comparisons.rows.front().verdict;
  view.part("change",
            View{}
                .text("reading", std::string{wording::reading(verdict, comparisons.against)})
                .text("tone", std::string{to_text(tone(verdict, comparisons.good))})
                .text("icon", icon_of(verdict))
                .text("change_words",
                      change_words(definitions, comparisons, as_what(overview), places, finer)));
}

View hero_figures(const Definitions& definitions, const Overview& overview, const Table& table,
                  const Row& row, const Shown& shown) {
  const int places = decimals(definitions, table, Scope::force);
  const int finer = std::max(places + 1, decimals(definitions, table, Scope::part));
  const Survey* survey = definitions.find_survey(table.survey);
  const Item* item = survey == nullptr ? nullptr : survey->find_item(table.item);
  std::vector<View> twins;
  if (row.weighted) {
    twins.push_back(twin("Weighted", *row.weighted, finer));
  }
  if (row.unweighted) {
    twins.push_back(twin("Unweighted", *row.unweighted, finer));
  }
  const std::string range = wording::range(shown.lo, shown.hi, places);
  View view;
  add_change(definitions, overview, places, finer, view);
  return view.text("value", wording::percent(shown.value, places))
      .text("marks", wording::marks(row.marks))
      .text("level", level_text(table))
      .text("range", range)
      .text("source_line", source_line(definitions, table, row))
      .text("say", range.empty() ? "" : wording::range_meaning(survey, table.level))
      .text("question", item == nullptr ? "" : english(item->text))
      .list("twins", std::move(twins))
      .text("weighting_line",
            table.weighting_fault.empty() ? weighting_line(definitions, table) : "")
      .text("weighting_fault",
            table.weighting_fault.empty() ? "" : weighting_line(definitions, table));
}

View hero(const Definitions& definitions, const Overview& overview, const Table& table) {
  const Measure* measure = definitions.find_measure(table.measure);
  const Row* row = table.find({});
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  View view;
  view.text("hero_title", english(measure->title))
      .text("hidden", "")
      .text("empty", "")
      .list("plain", {})
      .list("hero_figure", {});
  if (row != nullptr && row->hidden) {
    view.text("hidden", std::string{wording::hidden(*row->hidden)});
  } else if (shown == nullptr) {
    view.text("empty", no_figure(definitions, table));
  } else {
    view.part("plain", hero_figures(definitions, overview, table, *row, *shown));
  }
  if (const Trend* trend = trend_of(overview, table.measure); trend != nullptr) {
    view.part(
        "hero_figure",
        trend_figure(definitions,
                     {.id = "trend", .trend = trend, .place = wording::force_name(definitions)}));
  }
  return view;
}

/// The place of the overall figure in a month without answers to its question.
View empty_hero(const Definitions& definitions, Month month) {
  const auto measure =
      std::find_if(definitions.measures.begin(), definitions.measures.end(),
                   [&](const Measure& each) { return each.headline && leads(definitions, each); });
  return View{}
      .text("hero_title",
            measure == definitions.measures.end() ? "Headline measures" : english(measure->title))
      .text("hidden", "")
      .text("empty", "There is no figure for " + month_words(month) + ".")
      .list("plain", {})
      .list("hero_figure", {});
}

std::vector<View> sections(const Definitions& definitions, const Overview& overview,
                           const Table* shown_above) {
  std::vector<MeasureLine> lines;
  for (const Table& table : overview.headline) {
    if (&table != shown_above) {
      lines.push_back({.table = &table, .trend = trend_of(overview, table.measure)});
    }
  }
  return measure_sections(definitions, lines, overview.month, Scope::force);
}

/// A section of interval figures over the domain of a role; nothing when there is no table of it.
void append_breakdown(std::vector<View>& breakdowns, const Definitions& definitions,
                      const std::vector<Table>& tables, DomainRole role, View heading,
                      const std::string& month) {
  const std::string domain = definitions.domain_id(role);
  std::vector<View> figures;
  figures.reserve(tables.size());
  for (const Table& table : tables) {
    figures.push_back(interval_figure(definitions, {.id = domain + "-" + table.measure,
                                                    .table = &table,
                                                    .domain = domain,
                                                    .of_areas = role == DomainRole::area,
                                                    .month = month}));
  }
  if (!figures.empty()) {
    breakdowns.push_back(std::move(heading.list("figures", std::move(figures))));
  }
}

std::vector<View> breakdowns(const Definitions& definitions, const Overview& overview) {
  const std::string month = to_text(overview.month);
  std::vector<View> views;
  append_breakdown(views, definitions, overview.by_npu, DomainRole::area,
                   View{}
                       .text("breakdown_id", "npus")
                       .text("breakdown_title", "By NPU")
                       .text("breakdown_intro",
                             "NPUs stand in a fixed order, which is not a ranking. Each chart has "
                             "its own survey, question and axis."),
                   month);
  append_breakdown(views, definitions, overview.by_channel, DomainRole::contact_channel,
                   View{}
                       .text("breakdown_id", "channels")
                       .text("breakdown_title", "By contact channel")
                       .text("breakdown_intro",
                             "Two different questions, asked of different people. Neither is a "
                             "breakdown of the overall figure."),
                   month);
  return views;
}

}  // namespace

std::string overview(const Definitions& definitions, const Overview& overview) {
  const Table* first = overall(definitions, overview);
  View view;
  view.text("month", month_words(overview.month))
      .text("period", to_text(overview.month))
      .text("choices_action", "/")
      .list("choice_list", {choice("period", "Month", overview.months)})
      .list("sections", sections(definitions, overview, first))
      .list("breakdowns", breakdowns(definitions, overview));
  view.part("hero", first == nullptr ? empty_hero(definitions, overview.month)
                                     : hero(definitions, overview, *first))
      .flag("has_figures", !overview.headline.empty());
  return framed(
      definitions, overview.frame,
      {.title = "Headline measures, " + month_words(overview.month),
       .address = "/",
       .period = to_text(overview.month),
       .release = overview.headline.empty() ? std::string() : overview.headline.front().release},
      "overview", std::move(view));
}

}  // namespace soundings::pages
