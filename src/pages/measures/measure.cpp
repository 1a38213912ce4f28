// One measure: the question as asked, its scale, which answers count, who is asked, its months,
// all areas, and its versions.
#include <algorithm>

#include "soundings/pages/figure_pages.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "figures/figure.h"
#include "measures/definition.h"
#include "parts/frame.h"
#include "parts/phrase.h"
#include "tables/measure_table.h"
#include "tables/who_answered.h"

namespace soundings::pages {
namespace {

void add_finding(const Definitions& definitions, const MeasurePage& page, View& view) {
  view.list("finding", {}).text("no_finding", "").text("meaning", "");
  const Row* row = page.table ? page.table->find({}) : nullptr;
  if (row == nullptr || leading(*row) == nullptr) {
    view.text("no_finding",
              row != nullptr && row->hidden
                  ? std::string{wording::hidden(*row->hidden)}
                  : "There is no figure for " + period_words(page.edition.period) + ".");
    return;
  }
  const HeadlineSentence said =
      headline_sentence(definitions, *page.table, *row, wording::force_name(definitions),
                        decimals(definitions, *page.table, Scope::force));
  view.part("finding", View{}
                           .text("before", said.before)
                           .text("strong", said.stressed)
                           .text("after", said.after + " " +
                                              source_line(definitions, *page.table, *row) + "."))
      .text("meaning", said.meaning);
}

std::vector<View> figures(const Definitions& definitions, const MeasurePage& page) {
  std::vector<View> views;
  if (page.trend && !page.trend->points.empty()) {
    views.push_back(trend_figure(definitions, {.id = "measure-trend",
                                               .trend = &*page.trend,
                                               .key = {},
                                               .place = wording::force_name(definitions),
                                               .edition = page.edition}));
  }
  if (page.areas) {
    views.push_back(interval_figure(definitions, {.id = "measure-areas",
                                                  .table = &*page.areas,
                                                  .domain = definitions.domain_id(DomainRole::area),
                                                  .within = {},
                                                  .of_areas = true,
                                                  .edition = page.edition}));
  }
  return views;
}

View answer_row(const Survey& survey, const Item& item, const Table& table, const Row& row) {
  const Shown* shown = leading(row);
  const bool counts = std::ranges::any_of(
      item.positive, [&row](int code) { return std::to_string(code) == row.answer; });
  return View{}
      .text("row_name", wording::answer_label(survey, item.id, row.answer))
      .text("answer_share", row.hidden         ? "[c]"
                            : shown == nullptr ? "[x]"
                                               : value_words(table, *shown, 1))
      .text("answer_range", shown == nullptr || !shown->lo
                                ? (row.hidden ? "[c]" : "[x]")
                                : wording::range(shown->lo, shown->hi, 1))
      .text("answer_base", row.hidden ? "[c]" : base_words(table, row.base))
      .text("answer_counts", counts ? "Counts as positive" : "");
}

/// How the answers were spread, from best to worst; those that count as positive are marked.
std::vector<View> answer_rows(const Definitions& definitions, const MeasurePage& page) {
  std::vector<View> rows;
  if (!page.answers) {
    return rows;
  }
  const Table& table = *page.answers;
  const Survey* survey = definitions.find_survey(table.survey);
  const Item* item = survey == nullptr ? nullptr : survey->find_item(table.item);
  if (item == nullptr) {
    return rows;
  }
  for (const Row& row : table.rows) {
    if (!row.answer.empty() && row.key.empty()) {
      rows.push_back(answer_row(*survey, *item, table, row));
    }
  }
  return rows;
}

}  // namespace

std::string measure(const Definitions& definitions, const MeasurePage& page) {
  const Measure& measure = *page.measure;
  const std::string title = english(measure.title);
  const Period& period = page.table ? page.table->period : page.edition.period;
  const std::string when = wording::period(period, definitions.find_survey(measure.survey));
  const Table* table = page.table ? &*page.table : nullptr;
  auto drawn = figures(definitions, page);
  auto spread = answer_rows(definitions, page);
  View view;
  view.text("measure_title", title)
      .text("measure_subtitle", english(measure.subtitle))
      .text("when", when)
      .text("overview_href", page_link("/", page.edition))
      .text("compare_href", page.areas && measure.headline
                                ? page_link("/npus", page.edition) + "&measure=" + measure.id
                                : "")
      .text("area_label", area_label(definitions))
      .text("choices_action", "/measures/" + measure.id)
      .list("choice_list", choice_views(page.choices))
      .list("definition", definition(definitions, measure, table))
      .list("versions", versions(definitions, measure, page.edition, table))
      .flag("has_answers", !spread.empty())
      .list("answer_rows", std::move(spread))
      .flag("has_figures", !drawn.empty())
      .list("figures", std::move(drawn))
      .text("place", wording::force_name(definitions));
  add_who_answered(definitions, page.groups, {}, view);
  add_finding(definitions, page, view);
  return framed(definitions, page.frame,
                {.title = title + ", " + when,
                 .address = "/measures/" + measure.id,
                 .edition = page.edition,
                 .release = table == nullptr ? "" : table->release},
                "measure_page", std::move(view));
}

}  // namespace soundings::pages
