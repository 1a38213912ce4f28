// One NPU: what was found, in a sentence, then its measures, its months, its channels and who
// answered.
#include <algorithm>

#include "soundings/pages/figure_pages.h"
#include "soundings/wording/wording.h"

#include "figures/figure.h"
#include "parts/frame.h"
#include "parts/phrase.h"
#include "tables/measure_table.h"
#include "tables/who_answered.h"

namespace soundings::pages {
namespace {

std::string name_of(const Definitions& definitions, const NpuPage& page) {
  const Area* area = definitions.areas.find(page.npu);
  return area == nullptr ? page.npu : area->name;
}

/// The row of the page's NPU in its tables.
DomainKey key_of(const Definitions& definitions, const NpuPage& page) {
  return {{definitions.domain_id(DomainRole::area), page.npu}};
}

std::vector<View> facts(const NpuPage& page, const Table& table, const Row& row) {
  const auto fact = [](std::string name, std::string value) {
    return View{}.text("fact_name", std::move(name)).text("fact_value", std::move(value));
  };
  std::vector<View> views{fact("Answers", base_words(table, row.base))};
  if (row.response_rate) {
    views.push_back(fact("Response rate", wording::response_rate(row.response_rate)));
  }
  if (!page.edition.published.empty()) {
    views.push_back(fact("Published", page.edition.published));
  }
  return views;
}

/// What the page's NPU was read as, by measure; nullptr where it was not.
const Comparisons* readings_of(const NpuPage& page, const std::string& measure) {
  const auto found = std::ranges::find(page.readings, measure, &Comparisons::measure);
  return found == page.readings.end() ? nullptr : &*found;
}

/// " Treatment and Initial actions are lower too."; the other measures of the first one's survey
/// that are read as that one is, higher or lower. Empty where there is none.
std::string read_alike(const Definitions& definitions, const NpuPage& page, const DomainKey& key) {
  const auto read = [&](const Table& table) {
    const Comparisons* readings = readings_of(page, table.measure);
    const Comparison* row = readings == nullptr ? nullptr : readings->find(key);
    return row == nullptr ? Verdict::cannot_say : row->verdict;
  };
  const Table& first = page.measures.front();
  const std::string kind = kind_of(read(first));
  std::vector<std::string> names;
  for (const Table& table : page.measures) {
    const Measure* measure = definitions.find_measure(table.measure);
    if (&table != &first && table.survey == first.survey && measure != nullptr && kind != "same" &&
        kind_of(read(table)) == kind) {
      names.push_back(english(measure->title));
    }
  }
  return names.empty()
             ? std::string{}
             : " " + wording::list(names) + (names.size() == 1 ? " is " : " are ") + kind + " too.";
}

/// The first measure speaks for the page.
void add_summary(const Definitions& definitions, const NpuPage& page, const std::string& name,
                 View& view) {
  view.list("finding", {}).flag("has_facts", false).list("facts", {}).text("no_finding", "");
  view.text("meaning", "");
  if (page.measures.empty()) {
    view.text("no_finding", "There is no figure for " + period_words(page.edition.period) + ".");
    return;
  }
  const Table& table = page.measures.front();
  const DomainKey key = key_of(definitions, page);
  const Row* row = table.find(key);
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
                           .text("after", said.after + read_alike(definitions, page, key)))
      .text("meaning", said.meaning)
      .flag("has_facts", true)
      .list("facts", facts(page, table, *row));
}

/// Whether a longer period would show what this one hides or flags in most of the table.
bool mostly_unclear(const Definitions& definitions, const NpuPage& page) {
  const DomainKey key = key_of(definitions, page);
  const auto unclear = std::ranges::count_if(page.measures, [&](const Table& table) {
    const Row* row = table.find(key);
    return row == nullptr || row->hidden || unreliable(*row);
  });
  return 2 * static_cast<std::size_t>(unclear) > page.measures.size();
}

/// The longest period that may be chosen, where it is longer than the one shown.
std::string longer_period(const NpuPage& page) {
  std::string best;
  int longest = page.edition.period.length();
  for (const ChoiceList& list : page.choices) {
    for (const Choice& option : list.options) {
      const auto period = list.field == "period" ? parse_period(option.value) : std::nullopt;
      if (period && period->length() > longest) {
        longest = period->length();
        best = option.value;
      }
    }
  }
  return best;
}

std::vector<View> figures(const Definitions& definitions, const NpuPage& page,
                          const std::string& name) {
  std::vector<View> views;
  const DomainKey key = key_of(definitions, page);
  if (page.trend && !page.trend->points.empty()) {
    views.push_back(trend_figure(definitions, {.id = "npu-trend",
                                               .trend = &*page.trend,
                                               .key = key,
                                               .place = name,
                                               .edition = page.edition}));
  }
  if (page.channels) {
    views.push_back(
        interval_figure(definitions, {.id = "npu-channels",
                                      .table = &*page.channels,
                                      .domain = definitions.domain_id(DomainRole::contact_channel),
                                      .within = key,
                                      .of_areas = false,
                                      .edition = page.edition,
                                      .force_ticks = true}));
  }
  return views;
}

/// Said where the channels are drawn by another question than the months.
std::string channels_apart(const Definitions& definitions, const NpuPage& page) {
  const Measure* measure =
      page.channels ? definitions.find_measure(page.channels->measure) : nullptr;
  const bool other =
      measure != nullptr && (page.measures.empty() || page.measures.front().measure != measure->id);
  return other ? english(measure->title) +
                     " is a different question from the overall figure. It "
                     "is not a breakdown of it."
               : "";
}

/// In the order of the definitions, with the measures that are not released by area.
std::vector<MeasureLine> lines_of(const Definitions& definitions, const NpuPage& page) {
  std::vector<MeasureLine> lines;
  for (const Measure& measure : definitions.measures) {
    for (const std::vector<Table>* tables : {&page.measures, &page.of_force}) {
      const auto table = std::ranges::find(*tables, measure.id, &Table::measure);
      if (table != tables->end()) {
        lines.push_back({.table = &*table,
                         .key = key_of(definitions, page),
                         .readings = readings_of(page, measure.id)});
      }
    }
  }
  return lines;
}

}  // namespace

std::string finding_of(const Definitions& definitions, const NpuPage& page) {
  View view;
  add_summary(definitions, page, name_of(definitions, page), view);
  const auto& finding = view.lists.at("finding");
  if (finding.empty()) {
    return view.texts.at("no_finding");
  }
  const auto& said = finding.front().texts;
  return said.at("before") + said.at("strong") + said.at("after");
}

std::string npu(const Definitions& definitions, const NpuPage& page) {
  const std::string name = name_of(definitions, page);
  const std::string when = period_words(page.edition.period);
  const std::string longer = mostly_unclear(definitions, page) ? longer_period(page) : "";
  auto drawn = figures(definitions, page, name);
  View view;
  view.text("npu_name", name)
      .text("so_far", so_far_words(page.so_far))
      .text("when", when)
      .text("overview_href", page_link("/", page.edition))
      .text("compare_href", page_link("/npus", page.edition))
      .text("area_label", area_label(definitions))
      .text("choices_action", "/npus")
      .text("longer_href", longer.empty() ? "" : "/npus/" + page.npu + "?period=" + longer)
      .list("choice_list", choice_views(page.choices))
      .list("sections", measure_sections(definitions, lines_of(definitions, page),
                                         {.edition = page.edition,
                                          .scope = Scope::part,
                                          .result = name,
                                          .other = page.readings.empty() ? "" : "Rest of force",
                                          .change = page.readings.empty() ? "" : "Difference"}))
      .text("apart_words", channels_apart(definitions, page))
      .flag("has_figures", !drawn.empty())
      .list("figures", std::move(drawn))
      .text("place", name);
  add_who_answered(definitions, page.groups, key_of(definitions, page), view);
  add_summary(definitions, page, name, view);
  return framed(
      definitions, page.frame,
      {.title = name + ", " + when, .address = "/npus/" + page.npu, .edition = page.edition}, "npu",
      std::move(view));
}

}  // namespace soundings::pages
