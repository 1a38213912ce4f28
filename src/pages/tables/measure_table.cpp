// Measure tables and the sections they stand in.
#include "tables/measure_table.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>

#include "soundings/base/number.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "figures/axis.h"
#include "parts/frame.h"
#include "parts/phrase.h"
#include "tables/figures_table.h"
#include "tables/table_note.h"

namespace soundings::pages {
namespace {

constexpr std::ptrdiff_t fewest_points = 3;

const Measure* measure_of(const Definitions& definitions, const MeasureLine& line) {
  return definitions.find_measure(line.table->measure);
}

bool holds(const MeasureSection& section, const std::string& group) {
  return std::find(section.groups.begin(), section.groups.end(), group) != section.groups.end();
}

std::string with_count(std::string text, std::string_view word, std::size_t count) {
  if (const auto at = text.find(word); at != std::string::npos) {
    text.replace(at, word.size(), number_word(count));
  }
  return text;
}

std::string section_intro(const MeasureSection& section, std::size_t questions,
                          std::size_t surveys) {
  const bool of_one = surveys < 2 && !section.intro_of_one_survey.empty();
  return with_count(with_count(english(of_one ? section.intro_of_one_survey : section.intro),
                               "{questions}", questions),
                    "{surveys}", surveys);
}

/// Whether the line has months enough for a trend.
bool has_months(const MeasureLine& line) {
  if (line.trend == nullptr) {
    return false;
  }
  const auto figures = points(*line.trend, line.key);
  const auto drawn = std::count_if(figures.begin(), figures.end(),
                                   [](const Shown* each) { return each != nullptr; });
  return drawn >= fewest_points;
}

void add_months(const MeasureLine& line, int places, View& view) {
  if (!has_months(line)) {
    view.list("months", {});
    return;
  }
  const auto figures = points(*line.trend, line.key);
  std::string values;
  std::vector<std::size_t> drawn;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    values += (i == 0 ? "" : " ") + (figures[i] == nullptr ? "-" : plotted(figures[i]->value));
    if (figures[i] != nullptr) {
      drawn.push_back(i);
    }
  }
  const auto said = [&](std::size_t at) {
    return wording::percent(figures[at]->value, places) + " in " +
           wording::period(line.trend->points[at].period, nullptr);
  };
  view.part("months",
            View{}
                .text("month_values", values)
                .text("month_words", "From " + said(drawn.front()) + " to " + said(drawn.back())));
}

const Comparison* compared(const MeasureLine& line) {
  return line.readings == nullptr ? nullptr : line.readings->find(line.key);
}

/// What a row stands beside: a figure with its range and base. nullptr: none is shown.
struct Beside {
  const Shown* shown = nullptr;
  std::optional<std::int64_t> base;
};

Beside beside(const MeasureLine& line) {
  const Comparison* row = compared(line);
  if (row != nullptr && !row->hidden && row->b) {
    return {.shown = leading(*row->b), .base = row->b->base};
  }
  if (line.readings == nullptr && line.reference != nullptr) {
    return {.shown = leading(*line.reference), .base = line.reference->base};
  }
  return {};
}

void add_difference(const MeasureLine& line, const std::string& without, int places, View& view) {
  const Comparison* row = compared(line);
  const Difference* found = row == nullptr || row->hidden ? nullptr : leading(*row);
  const bool ranged = found != nullptr && found->lo && found->hi;
  view.text("difference", found == nullptr ? "" : wording::points(found->points, places))
      .text("no_difference", without)
      .text("difference_range", ranged ? wording::points_range(found->lo, found->hi, places) : "");
}

void add_other(const MeasureLine& line, const std::string& without, int places, View& view) {
  const auto [shown, base] = beside(line);
  const bool ranged = shown != nullptr && shown->lo && shown->hi;
  view.text("other", shown == nullptr ? without : wording::percent(shown->value, places))
      .text("other_range", ranged ? wording::range(shown->lo, shown->hi, places) : "")
      .text("other_answers", shown == nullptr ? "" : wording::answers(base))
      .text("ref", ranged ? plotted(shown->value) : "");
}

void add_reading(const MeasureLine& line, const MeasureLook& look, int places, View& view) {
  const Comparison* row = compared(line);
  const Verdict verdict = row == nullptr ? Verdict::cannot_say : row->verdict;
  const std::string without = verdict == Verdict::hidden ? "[c]" : look.alone;
  add_other(line, without, places, view);
  add_difference(line, without, places, view);
  const Comparisons unread;
  const Comparisons& among = line.readings == nullptr ? unread : *line.readings;
  add_verdict(verdict, among.against, among.good, view);
  const std::string kind = kind_of(verdict);
  if (kind != "same" && view.texts["kind"] != "weak") {
    view.text("kind", kind).text("mark_tone", view.texts["tone"]);
  }
}

View plain_row(const MeasureLine& line, const Row& row, const Shown& shown, int places) {
  View view;
  view.text("value", value_words(*line.table, shown, places))
      .text("marks", marks_of(row))
      .text("range", shown.lo ? wording::range(shown.lo, shown.hi, places) : "")
      .text("level", level_text(*line.table))
      .text("v", plotted(shown.value))
      .text("lo", plotted(shown.lo))
      .text("hi", plotted(shown.hi))
      .text("n", row.base ? std::to_string(*row.base) : "")
      .text("kind", unreliable(row) ? "weak" : "same")
      .text("mark_tone", "")
      .text("answers", base_words(*line.table, row.base));
  add_months(line, places, view);
  return view;
}

/// Hidden and empty rows have no figure to set beside another.
void add_unread(const MeasureLine& line, bool hidden, View& view) {
  view.text("without", hidden ? "[c]" : "[x]");
  add_verdict(hidden ? Verdict::hidden : Verdict::cannot_say,
              line.readings == nullptr ? Against::rest : line.readings->against,
              Measure::Direction::up, view);
}

std::string sub_of(const Definitions& definitions, const MeasureLine& line,
                   const MeasureSection& section, const MeasureLook& look) {
  const Measure* measure = measure_of(definitions, line);
  const Survey* survey = definitions.find_survey(line.table->survey);
  const std::string sub = measure == nullptr ? "" : english(measure->subtitle);
  if (section.table_by_survey && survey != nullptr) {
    const Item* item = survey->find_item(line.table->item);
    return item == nullptr ? sub : "“" + english(item->text) + "”";
  }
  return line.table->period == look.edition.period
             ? sub
             : sub + (sub.empty() ? "" : ", ") + wording::period(line.table->period, survey);
}

View measure_row(const Definitions& definitions, const MeasureLine& line,
                 const MeasureSection& section, const MeasureLook& look) {
  const Measure* measure = measure_of(definitions, line);
  const Row* row = line.table->find(line.key);
  View view;
  view.text("measure_name", measure == nullptr ? line.table->measure : english(measure->title))
      .text("measure_href",
            measure == nullptr ? "" : page_link("/measures/" + measure->id, look.edition))
      .text("measure_sub", sub_of(definitions, line, section, look))
      .text("hidden", "")
      .text("empty", "")
      .list("plain", {});
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  if (row != nullptr && row->hidden) {
    view.text("hidden", std::string{wording::hidden(*row->hidden)});
    add_unread(line, true, view);
  } else if (shown == nullptr) {
    view.text("empty", why_empty(definitions, *line.table, line.key))
        .text("no_answers", base_words(*line.table, row == nullptr ? std::nullopt : row->base));
    add_unread(line, false, view);
  } else {
    const int places = decimals(definitions, *line.table, look.scope);
    View plain = plain_row(line, *row, *shown, places);
    add_reading(line, look, places, plain);
    view.part("plain", std::move(plain));
  }
  return view;
}

/// The ends of a table's scale: outside all that is drawn on it.
Axis scale_of(std::span<const MeasureLine> lines) {
  constexpr int shortest = 40;
  std::vector<const Shown*> drawn;
  for (const MeasureLine& line : lines) {
    const Row* row = line.table->find(line.key);
    for (const Shown* shown : {row == nullptr ? nullptr : leading(*row), beside(line).shown}) {
      if (shown != nullptr && shown->lo) {
        drawn.push_back(shown);
      }
    }
  }
  return axis(drawn, shortest);
}

/// Runs of lines of one survey, in the order in which the surveys first stand.
std::vector<std::vector<MeasureLine>> by_survey(std::span<const MeasureLine> lines) {
  std::vector<std::vector<MeasureLine>> runs;
  for (const MeasureLine& line : lines) {
    const auto run = std::find_if(runs.begin(), runs.end(), [&line](const auto& each) {
      return each.front().table->survey == line.table->survey;
    });
    if (run == runs.end()) {
      runs.push_back({line});
    } else {
      run->push_back(line);
    }
  }
  return runs;
}

}  // namespace

std::string icon_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::higher:
      return "M6 1 11 10.5H1z";
    case Verdict::lower:
      return "M6 11 1 1.5h10z";
    case Verdict::same:
    case Verdict::not_clear:
      return "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z";
    case Verdict::too_few:
    case Verdict::hidden:
    case Verdict::first_year:
    case Verdict::cannot_say:
      break;
  }
  return "M1 5h10v2H1z";
}

void add_verdict(Verdict verdict, Against against, Measure::Direction good, View& view) {
  view.text("reading", std::string{wording::reading(verdict, against)})
      .text("tone", std::string{to_text(tone(verdict, good))})
      .text("icon", icon_of(verdict));
}

int decimals(const Definitions& definitions, const Table& table, Scope scope) {
  const Measure* measure = definitions.find_measure(table.measure);
  if (measure == nullptr) {
    return table.decimals;
  }
  return std::min(scope == Scope::force ? measure->decimals : measure->item_decimals,
                  table.decimals);
}

std::vector<const Shown*> points(const Trend& trend, const DomainKey& key) {
  std::vector<const Shown*> figures;
  for (const Table& table : trend.points) {
    const Row* row = table.find(key);
    figures.push_back(row == nullptr ? nullptr : leading(*row));
  }
  return figures;
}

View measure_table(const Definitions& definitions, std::span<const MeasureLine> lines,
                   const MeasureSection& section, const MeasureLook& look) {
  std::vector<View> rows;
  for (const MeasureLine& line : lines) {
    rows.push_back(measure_row(definitions, line, section, look));
  }
  // Months are shown where every measure of the table was asked for them and one has enough.
  const bool asked_for = std::all_of(lines.begin(), lines.end(),
                                     [](const MeasureLine& line) { return line.trend != nullptr; });
  const Table& first = *lines.front().table;
  const Survey* survey = definitions.find_survey(first.survey);
  const std::string heading = (survey == nullptr ? first.survey : english(survey->title)) + ", " +
                              wording::period(first.period, survey);
  const Axis ends = scale_of(lines);
  const std::string level = level_text(first);
  View view;
  view.text("caption", english(section.title) + ": " + heading)
      .text("table_title", section.table_by_survey ? heading : "")
      .text("table_note", table_note(definitions, lines))
      .flag("note_on_weights", std::ranges::any_of(lines,
                                                   [&definitions](const MeasureLine& line) {
                                                     const Table& table = *line.table;
                                                     return weighted(table) &&
                                                            definitions.find_scheme(table.survey,
                                                                                    table.scheme) !=
                                                                nullptr;
                                                   }))
      .text("first_column", english(section.first_column))
      .text("level", level)
      .text("axis_min", std::to_string(ends.min))
      .text("axis_max", std::to_string(ends.max))
      .text("result_head", look.result)
      .text("other_head", look.other)
      .text("change_head", look.change)
      .flag("with_months", asked_for && std::any_of(lines.begin(), lines.end(), has_months))
      .list("measure_rows", std::move(rows));
  add_figures_table(definitions, lines, look.scope, english(section.first_column), level, view);
  return view;
}

/// Whether a range is drawn for it: a rounded figure has none.
bool has_range(const MeasureLine& line) {
  const Row* row = line.table->find(line.key);
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  return shown != nullptr && shown->lo;
}

std::vector<View> measure_sections(const Definitions& definitions,
                                   std::span<const MeasureLine> lines, const MeasureLook& look) {
  const std::vector<MeasureSection>& wanted =
      look.scope == Scope::force ? definitions.force_sections : definitions.area_sections;
  std::vector<View> sections;
  for (const MeasureSection& section : wanted) {
    std::vector<MeasureLine> members;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(members),
                 [&](const MeasureLine& line) {
                   const Measure* measure = measure_of(definitions, line);
                   return measure != nullptr && holds(section, measure->group);
                 });
    if (members.empty()) {
      continue;
    }
    const auto runs = by_survey(members);
    std::vector<View> tables;
    for (const auto& run :
         section.table_by_survey ? runs : std::vector<std::vector<MeasureLine>>{members}) {
      tables.push_back(measure_table(definitions, run, section, look));
    }
    const bool read = std::ranges::any_of(
        members, [](const MeasureLine& line) { return line.readings != nullptr; });
    const bool ticked = std::ranges::any_of(
        members, [](const MeasureLine& line) { return beside(line).shown != nullptr; });
    sections.push_back(
        View{}
            .text("section_id", section.id)
            .text("section_title", english(section.title))
            .text("section_intro", section_intro(section, members.size(), runs.size()))
            .text("level", level_text(*members.front().table))
            .text("key_result", std::ranges::any_of(members, has_range) ? look.result : "")
            .text("key_reference", ticked ? look.reference : "")
            .flag("key_readings", read)
            .list("tables", std::move(tables)));
  }
  return sections;
}

}  // namespace soundings::pages
