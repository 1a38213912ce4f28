// One NPU: what was found, in a sentence, then its measures, its months and its channels.
#include <algorithm>

#include "soundings/pages/pages.h"
#include "soundings/wording/wording.h"

#include "parts/figure.h"
#include "parts/frame.h"
#include "parts/measure_table.h"
#include "parts/phrase.h"

namespace soundings::pages {
namespace {

/// The row of the page's NPU in its tables.
DomainKey key_of(const Definitions& definitions, const NpuPage& page) {
  return {{definitions.domain_id(DomainRole::area), page.npu}};
}

std::vector<View> facts(const Row& row) {
  const auto fact = [](std::string name, std::string value) {
    return View{}.text("fact_name", std::move(name)).text("fact_value", std::move(value));
  };
  std::vector<View> views{fact("Answers", row.base ? wording::count(*row.base) : "[x]")};
  if (row.response_rate) {
    views.push_back(fact("Response rate", wording::response_rate(row.response_rate)));
  }
  return views;
}

/// What the page's NPU was read as, by measure; nullptr where it was not.
const Comparisons* readings_of(const NpuPage& page, const std::string& measure) {
  const auto found =
      std::find_if(page.readings.begin(), page.readings.end(),
                   [&measure](const Comparisons& each) { return each.measure == measure; });
  return found == page.readings.end() ? nullptr : &*found;
}

/// The first measure speaks for the page.
void add_summary(const Definitions& definitions, const NpuPage& page, const std::string& name,
                 View& view) {
  view.list("finding", {}).flag("has_facts", false).list("facts", {}).text("no_finding", "");
  if (page.measures.empty()) {
    view.text("no_finding", "There is no figure for " + month_words(page.month) + ".");
    return;
  }
  const Table& table = page.measures.front();
  const Row* row = table.find(key_of(definitions, page));
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  if (shown == nullptr) {
    view.text("no_finding", row != nullptr && row->hidden
                                ? std::string{wording::hidden(*row->hidden)}
                                : no_figure(definitions, table));
    return;
  }
  const int places = decimals(definitions, table, Scope::part);
  const Comparisons* readings = readings_of(page, table.measure);
  const Comparison* read = readings == nullptr ? nullptr : readings->find(row->key);
  const HeadlineSentence said =
      read == nullptr
          ? headline_sentence(definitions, table, *row, name, places)
          : reading_sentence(definitions, table, *row, {name, places, *readings, *read});
  view.part("finding", View{}
                           .text("before", said.before)
                           .text("strong", said.stressed)
                           .text("after", said.after))
      .flag("has_facts", true)
      .list("facts", facts(*row));
}

std::vector<View> figures(const Definitions& definitions, const NpuPage& page,
                          const std::string& name) {
  std::vector<View> views;
  const DomainKey key = key_of(definitions, page);
  if (page.trend && !page.trend->points.empty()) {
    views.push_back(trend_figure(
        definitions, {.id = "npu-trend", .trend = &*page.trend, .key = key, .place = name}));
  }
  if (page.channels) {
    views.push_back(
        interval_figure(definitions, {.id = "npu-channels",
                                      .table = &*page.channels,
                                      .domain = definitions.domain_id(DomainRole::contact_channel),
                                      .within = key,
                                      .of_areas = false}));
  }
  return views;
}

}  // namespace

std::string npu(const Definitions& definitions, const NpuPage& page) {
  const Area* area = definitions.areas.find(page.npu);
  const std::string name = area == nullptr ? page.npu : area->name;
  std::vector<MeasureLine> lines;
  for (const Table& table : page.measures) {
    const bool has_months = page.trend && !page.trend->points.empty() &&
                            page.trend->points.front().measure == table.measure;
    lines.push_back({.table = &table,
                     .key = key_of(definitions, page),
                     .trend = has_months ? &*page.trend : nullptr,
                     .readings = readings_of(page, table.measure)});
  }
  auto drawn = figures(definitions, page, name);
  View view;
  view.text("npu_name", name)
      .text("month", month_words(page.month))
      .text("period", to_text(page.month))
      .text("choices_action", "/npus")
      .list("choice_list", {choice(std::string(area_field), area_label(definitions), page.npus),
                            choice("period", "Month", page.months)})
      .list("sections", measure_sections(definitions, lines, page.month, Scope::part))
      .flag("has_figures", !drawn.empty())
      .list("figures", std::move(drawn));
  add_summary(definitions, page, name, view);
  return framed(definitions, page.frame,
                {.title = name + ", " + month_words(page.month),
                 .address = "/npus/" + page.npu,
                 .period = to_text(page.month),
                 .release = page.measures.empty() ? std::string() : page.measures.front().release},
                "npu", std::move(view));
}

}  // namespace soundings::pages
