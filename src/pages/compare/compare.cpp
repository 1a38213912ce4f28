// All areas beside one another: how many differ, ranked ranges, the funnel, how far apart they are,
// and every figure in the order of the alphabet. Never a league position.
#include <algorithm>

#include "soundings/pages/figure_pages.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "compare/disparity.h"
#include "figures/figure.h"
#include "figures/figure_parts.h"
#include "parts/frame.h"
#include "parts/phrase.h"
#include "tables/measure_table.h"

namespace soundings::pages {
namespace {

std::string area_name(const Definitions& definitions, const std::string& code) {
  const Area* area = definitions.areas.find(code);
  return area == nullptr ? code : area->name;
}

/// Rows of known areas.
std::vector<const Comparison*> read_rows(const Definitions& definitions,
                                         const Comparisons& readings) {
  std::vector<const Comparison*> rows;
  for (const Comparison& row : readings.rows) {
    if (definitions.areas.find(row.a.key.at(readings.by)) != nullptr) {
      rows.push_back(&row);
    }
  }
  return rows;
}

std::vector<std::string> names_of(const Definitions& definitions, const Comparisons& readings,
                                  Verdict verdict) {
  std::vector<std::string> names;
  for (const Comparison* row : read_rows(definitions, readings)) {
    if (row->verdict == verdict) {
      names.push_back(area_name(definitions, row->a.key.at(readings.by)));
    }
  }
  return names;
}

std::string are(const std::vector<std::string>& names, std::string_view what) {
  return names.empty()
             ? ""
             : wording::list(names) + (names.size() == 1 ? " is " : " are ") + std::string{what};
}

/// "Three NPUs differ from the rest of the force by more than chance would explain: ..."
HeadlineSentence finding(const Definitions& definitions, const Comparisons& readings) {
  const auto lower = names_of(definitions, readings, Verdict::lower);
  const auto higher = names_of(definitions, readings, Verdict::higher);
  const std::size_t apart = lower.size() + higher.size();
  const std::size_t all = read_rows(definitions, readings).size();
  const std::string label = area_label(definitions);
  HeadlineSentence said;
  if (apart == 0) {
    said.before = "No " + label + " differs from the rest of the force by ";
    said.stressed = "more than chance would explain";
    said.after = ". They cannot be told apart, so their order means little.";
    return said;
  }
  const std::string both = lower.empty() || higher.empty() ? "" : "; ";
  said.before = number_word(apart) + " " + label + (apart == 1 ? " differs" : "s differ") +
                " from the rest of the force by ";
  said.stressed = "more than chance would explain";
  said.after = ": " + are(lower, "lower") + both + are(higher, "higher") + ".";
  if (all > apart) {
    const std::string others = std::to_string(all - apart);
    said.after += all - apart == 1 ? " The other one cannot be told apart from the rest."
                                   : " The other " + others +
                                         " cannot be told apart, so their order means little.";
  }
  return said;
}

/// How many are higher, similar and lower; how many nothing can be said of, where there are any.
std::vector<View> counts(const Definitions& definitions, const Comparisons& readings) {
  std::size_t higher = 0;
  std::size_t lower = 0;
  std::size_t similar = 0;
  std::size_t unsaid = 0;
  for (const Comparison* row : read_rows(definitions, readings)) {
    higher += row->verdict == Verdict::higher ? 1U : 0U;
    lower += row->verdict == Verdict::lower ? 1U : 0U;
    similar += row->verdict == Verdict::same || row->verdict == Verdict::not_clear ? 1U : 0U;
    unsaid += tested(row->verdict) ? 0U : 1U;
  }
  const std::string label = area_label(definitions);
  std::vector<View> views;
  const auto add = [&](Verdict verdict, std::size_t count) {
    View view;
    add_verdict(verdict, readings.against, readings.good, view);
    view.text("fact_value", std::to_string(count) + " " + label + (count == 1 ? "" : "s"));
    views.push_back(std::move(view));
  };
  add(Verdict::higher, higher);
  add(Verdict::same, similar);
  add(Verdict::lower, lower);
  if (unsaid > 0) {
    add(Verdict::cannot_say, unsaid);
  }
  return views;
}

/// "Five of the eight are too close to call".
std::string ranked_title(const Definitions& definitions, const Comparisons& readings) {
  const auto rows = read_rows(definitions, readings);
  const auto close =
      static_cast<std::size_t>(std::ranges::count_if(rows, [](const Comparison* row) {
        return row->verdict == Verdict::same || row->verdict == Verdict::not_clear;
      }));
  if (close == 0) {
    return "None is too close to the rest to call";
  }
  return close == rows.size() ? "All are too close to call"
                              : number_word(close) + " of " + std::to_string(rows.size()) +
                                    (close == 1 ? " is" : " are") + " too close to call";
}

/// Which areas the funnel leaves out, by name.
std::string left_out(const Definitions& definitions, const AreaSpread& spread) {
  std::vector<std::string> names;
  for (const std::string& code : spread.left_out) {
    if (definitions.areas.find(code) != nullptr) {
      names.push_back(area_name(definitions, code));
    }
  }
  return names.empty() ? "" : "Left out of the chart: " + wording::list(names) + ".";
}

std::vector<View> charts(const Definitions& definitions, const ComparePage& page) {
  const Table& table = *page.table;
  const Comparisons* readings = page.readings ? &page.readings->comparisons : nullptr;
  std::vector<View> views{interval_figure(
      definitions, {.id = "ranked",
                    .table = &table,
                    .domain = definitions.domain_id(DomainRole::area),
                    .within = {},
                    .of_areas = true,
                    .edition = page.edition,
                    .title = readings == nullptr ? "" : ranked_title(definitions, *readings),
                    .note = readings == nullptr ? "" : wording::family_note(*readings),
                    .ranked = true,
                    .readings = readings})};
  if (readings != nullptr && page.readings->spread && page.readings->spread->funnel) {
    View funnel = funnel_figure(definitions, {.id = "funnel",
                                              .table = &table,
                                              .readings = readings,
                                              .funnel = &*page.readings->spread->funnel,
                                              .edition = page.edition});
    const std::string out = left_out(definitions, *page.readings->spread);
    funnel.text("figure_note", funnel.texts["figure_note"] + (out.empty() ? "" : " " + out));
    views.push_back(std::move(funnel));
  }
  return views;
}

/// Every area in the order of the alphabet, then the force.
View all_figures(const Definitions& definitions, const ComparePage& page) {
  const Table& table = *page.table;
  const std::string domain = definitions.domain_id(DomainRole::area);
  std::vector<const Area*> areas = definitions.reported_areas();
  std::ranges::sort(areas, {}, &Area::name);
  std::vector<MeasureLine> lines;
  lines.reserve(areas.size());
  for (const Area* area : areas) {
    lines.push_back({.table = &table,
                     .key = {{domain, area->id}},
                     .readings = page.readings ? &page.readings->comparisons : nullptr});
  }
  MeasureSection section;
  section.title = {{"en", "All figures"}};
  section.first_column = {{"en", area_label(definitions)}};
  View view = measure_table(definitions, lines, section,
                            {.edition = page.edition,
                             .scope = Scope::part,
                             .result = "Result",
                             .other = page.readings ? "Rest of force" : "",
                             .change = page.readings ? "Difference" : ""});
  auto& rows = view.lists["measure_rows"];
  auto& figures = view.lists["figures_rows"];
  for (std::size_t at = 0; at < areas.size(); ++at) {
    rows[at]
        .text("measure_name", areas[at]->name)
        .text("measure_href", page_link("/npus/" + areas[at]->id, page.edition))
        .text("measure_sub", "");
    figures[at].text("row_name", areas[at]->name);
  }
  return view;
}

/// The force's own figure, under the table.
std::string force_line(const Definitions& definitions, const Table& table) {
  const Row* row = table.find({});
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  if (shown == nullptr) {
    return "";
  }
  const int places = decimals(definitions, table, Scope::part);
  return wording::force_name(definitions) + ": " + value_words(table, *shown, places) +
         (shown->lo
              ? ", " + level_text(table) + " range " + wording::range(shown->lo, shown->hi, places)
              : "") +
         ", " + base_words(table, row->base) + " answers.";
}

}  // namespace

std::string compare(const Definitions& definitions, const ComparePage& page) {
  const std::string title = page.measure == nullptr ? "" : english(page.measure->title);
  const std::string label = area_label(definitions);
  const Period& period = page.table ? page.table->period : page.edition.period;
  const Survey* survey =
      page.measure == nullptr ? nullptr : definitions.find_survey(page.measure->survey);
  const std::string when = wording::period(period, survey);
  View view;
  view.text("area_label", label)
      .text("what", title + ", " + when)
      .text("choices_action", "/npus")
      .text("no_finding", page.table ? "No reading of these figures is released."
                          : page.of_force
                              ? "This measure is not released by " + label + " for " + when + "."
                              : "There is no figure for " + when + ".")
      .list("choice_list", choice_views(page.choices))
      .list("finding", {})
      .flag("has_counts", false)
      .list("counts", {})
      .list("pair", {})
      .list("all", {})
      .list("apart", {});
  if (page.readings) {
    const HeadlineSentence said = finding(definitions, page.readings->comparisons);
    view.part("finding", View{}
                             .text("before", said.before)
                             .text("strong", said.stressed)
                             .text("after", said.after))
        .flag("has_counts", true)
        .list("counts", counts(definitions, page.readings->comparisons));
    if (page.readings->spread) {
      view.part("apart", disparity(definitions, page));
    }
  }
  if (page.table) {
    view.part("pair", View{}.list("figures", charts(definitions, page)));
    View all = View{}.list("tables", {all_figures(definitions, page)});
    view.part("all", std::move(all.text("force_line", force_line(definitions, *page.table))
                                   .text("csv", "/api/v1/estimates?measure=" + page.measure->id +
                                                    "&period=" + to_text(period) + "&by=" +
                                                    definitions.domain_id(DomainRole::area) +
                                                    same_figures(*page.table))));
  }
  return framed(definitions, page.frame,
                {.title = "Compare " + label + "s, " + title + ", " + when,
                 .address = "/npus",
                 .edition = page.edition,
                 .choices = page.measure == nullptr ? "" : "measure=" + page.measure->id,
                 .release = page.table ? page.table->release : ""},
                "compare", std::move(view));
}

}  // namespace soundings::pages
