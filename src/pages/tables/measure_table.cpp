// Measure tables and the sections they stand in.
#include "parts/measure_table.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>

#include "soundings/base/number.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "parts/axis.h"
#include "parts/phrase.h"
#include "parts/table_note.h"

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

/// The side that the row is read against; nullptr where none is shown.
const Side* other_side(const MeasureLine& line) {
  const Comparison* row = compared(line);
  return row == nullptr || row->hidden || !row->b || leading(*row->b) == nullptr ? nullptr
                                                                                 : &*row->b;
}

void add_difference(const Difference* found, const std::string& without, int places, View& view) {
  const bool ranged = found != nullptr && found->lo && found->hi;
  view.text("difference", found == nullptr ? without : wording::points(found->points, places))
      .text("difference_range", ranged ? wording::points_range(found->lo, found->hi, places) : "");
}

void add_other(const Side* other, const std::string& without, int places, View& view) {
  if (other == nullptr) {
    view.text("other", without).text("other_range", "").text("other_answers", "").text("ref", "");
    return;
  }
  const Shown& shown = *leading(*other);
  view.text("other", wording::percent(shown.value, places))
      .text("other_range", wording::range(shown.lo, shown.hi, places))
      .text("other_answers", wording::answers(other->base))
      .text("ref", plotted(shown.value));
}

void add_verdict(const MeasureLine& line, Verdict verdict, View& view) {
  const Comparisons unread;
  const Comparisons& among = line.readings == nullptr ? unread : *line.readings;
  view.text("reading", std::string{wording::reading(verdict, among.against)})
      .text("tone", std::string{to_text(tone(verdict, among.good))})
      .text("icon", icon_of(verdict));
}

void add_reading(const MeasureLine& line, int places, View& view) {
  const Comparison* row = compared(line);
  const Verdict verdict = row == nullptr ? Verdict::cannot_say : row->verdict;
  const std::string without = verdict == Verdict::hidden ? "[c]" : "[x]";
  const Side* other = other_side(line);
  add_other(other, without, places, view);
  add_difference(row == nullptr || row->hidden ? nullptr : leading(*row), without, places, view);
  add_verdict(line, verdict, view);
}

View plain_row(const MeasureLine& line, const Row& row, const Shown& shown, int places) {
  View view;
  view.text("value", wording::percent(shown.value, places))
      .text("marks", wording::marks(row.marks))
      .text("range", wording::range(shown.lo, shown.hi, places))
      .text("level", level_text(*line.table))
      .text("v", plotted(shown.value))
      .text("lo", plotted(shown.lo))
      .text("hi", plotted(shown.hi))
      .text("n", row.base ? std::to_string(*row.base) : "")
      .text("kind", unreliable(row) ? "weak" : "same")
      .text("answers", row.base ? wording::count(*row.base) : "[x]");
  const auto& plain = row.unweighted;
  view.text("unweighted",
            wording::percent(plain ? std::optional{plain->value} : std::nullopt, places))
      .text("unweighted_range", plain ? wording::range(plain->lo, plain->hi, places) : "");
  add_months(line, places, view);
  return view;
}

/// Hidden and empty rows have no figure to set beside another.
void add_unread(const MeasureLine& line, bool hidden, View& view) {
  view.text("without", hidden ? "[c]" : "[x]");
  add_verdict(line, hidden ? Verdict::hidden : Verdict::cannot_say, view);
}

View measure_row(const Definitions& definitions, const MeasureLine& line, Month month,
                 const MeasureSection& section, Scope scope) {
  const Measure* measure = measure_of(definitions, line);
  const Survey* survey = definitions.find_survey(line.table->survey);
  const Row* row = line.table->find(line.key);
  std::string sub = measure == nullptr ? "" : english(measure->subtitle);
  if (section.table_by_survey && survey != nullptr) {
    const Item* item = survey->find_item(line.table->item);
    sub = item == nullptr ? sub : "“" + english(item->text) + "”";
  } else if (line.table->period != Period::month(month)) {
    sub += (sub.empty() ? "" : ", ") + wording::period(line.table->period, survey);
  }
  View view;
  view.text("measure_name", measure == nullptr ? line.table->measure : english(measure->title))
      .text("measure_sub", sub)
      .text("hidden", "")
      .text("empty", "")
      .list("plain", {});
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  if (row != nullptr && row->hidden) {
    view.text("hidden", std::string{wording::hidden(*row->hidden)});
    add_unread(line, true, view);
  } else if (shown == nullptr) {
    view.text("empty", no_figure(definitions, *line.table));
    add_unread(line, false, view);
  } else {
    const int places = decimals(definitions, *line.table, scope);
    View plain = plain_row(line, *row, *shown, places);
    add_reading(line, places, plain);
    view.part("plain", std::move(plain));
  }
  return view;
}

View measure_table(const Definitions& definitions, std::span<const MeasureLine> lines, Month month,
                   const MeasureSection& section, Scope scope) {
  std::vector<const Shown*> drawn;
  std::vector<View> rows;
  bool with_unweighted = false;
  bool with_readings = false;
  for (const MeasureLine& line : lines) {
    const Row* row = line.table->find(line.key);
    if (const Shown* shown = row == nullptr ? nullptr : leading(*row); shown != nullptr) {
      drawn.push_back(shown);
    }
    if (const Side* other = other_side(line); other != nullptr) {
      drawn.push_back(leading(*other));
    }
    with_unweighted = with_unweighted || weighted(*line.table);
    with_readings = with_readings || line.readings != nullptr;
    rows.push_back(measure_row(definitions, line, month, section, scope));
  }
  // Months are shown where every measure of the table was asked for them and one has enough.
  const bool asked_for = std::all_of(lines.begin(), lines.end(),
                                     [](const MeasureLine& line) { return line.trend != nullptr; });
  const bool with_months = asked_for && std::any_of(lines.begin(), lines.end(), has_months);
  const Table& first = *lines.front().table;
  const Survey* survey = definitions.find_survey(first.survey);
  const std::string heading = (survey == nullptr ? first.survey : english(survey->title)) + ", " +
                              wording::period(first.period, survey);
  const Axis ends = axis(drawn, 40);
  return View{}
      .text("caption", english(section.title) + ": " + heading)
      .text("table_title", section.table_by_survey ? heading : "")
      .text("table_note", table_note(definitions, lines))
      .text("first_column", english(section.first_column))
      .text("level", level_text(first))
      .text("axis_min", std::to_string(ends.min))
      .text("axis_max", std::to_string(ends.max))
      .flag("with_unweighted", with_unweighted)
      .flag("with_months", with_months)
      .flag("with_readings", with_readings)
      .list("measure_rows", std::move(rows));
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

std::vector<View> measure_sections(const Definitions& definitions,
                                   std::span<const MeasureLine> lines, Month month, Scope scope) {
  const std::vector<MeasureSection>& wanted =
      scope == Scope::force ? definitions.force_sections : definitions.area_sections;
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
    if (section.table_by_survey) {
      for (const auto& run : runs) {
        tables.push_back(measure_table(definitions, run, month, section, scope));
      }
    } else {
      tables.push_back(measure_table(definitions, members, month, section, scope));
    }
    sections.push_back(
        View{}
            .text("section_id", section.id)
            .text("section_title", english(section.title))
            .text("section_intro", section_intro(section, members.size(), runs.size()))
            .text("level", level_text(*members.front().table))
            .list("tables", std::move(tables)));
  }
  return sections;
}

}  // namespace soundings::pages
