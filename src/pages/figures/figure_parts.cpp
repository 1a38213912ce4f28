// Parts of figures; a hidden number has no way into them, since leading() gives none.
#include "figures/figure_parts.h"

#include <algorithm>

#include "soundings/wording/wording.h"

#include "parts/phrase.h"

namespace soundings::pages {
View datum(std::string name, std::string value) {
  return View{}.text("data_name", std::move(name)).text("data_value", std::move(value));
}

std::vector<View> figure_data(const Table& table, const Row* row, int places) {
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  if (shown == nullptr) {
    return {datum("flag", row != nullptr && row->hidden ? "c" : "x")};
  }
  if (!shown->lo || !shown->hi) {
    return {datum("flag", "rounded"), datum("value", value_words(table, *shown, places))};
  }
  std::vector<View> data{datum("v", plotted(shown->value)),
                         datum("lo", plotted(shown->lo)),
                         datum("hi", plotted(shown->hi)),
                         datum("n", row->base ? std::to_string(*row->base) : ""),
                         datum("value", wording::percent(shown->value, places)),
                         datum("range", wording::range(shown->lo, shown->hi, places)),
                         datum("answers", wording::answers(row->base))};
  if (unreliable(*row)) {
    data.push_back(datum("flag", "u"));
  }
  return data;
}

void add_reading_data(const Comparisons* readings, const Comparison* row, std::vector<View>& data) {
  if (readings == nullptr || row == nullptr || row->hidden || kind_of(row->verdict) == "same") {
    return;
  }
  data.push_back(datum("kind", kind_of(row->verdict)));
  data.push_back(datum("tone", std::string{to_text(tone(row->verdict, readings->good))}));
}

std::string axis_note(const Axis& ends, std::string_view direction) {
  return "The " + std::string{direction} + " axis runs from " + std::to_string(ends.min) + "% to " +
         std::to_string(ends.max) + "%.";
}

std::string marks_note(const std::vector<const Row*>& rows) {
  const auto any = [&rows](auto holds) {
    return std::any_of(rows.begin(), rows.end(),
                       [&holds](const Row* row) { return row != nullptr && holds(*row); });
  };
  std::string note;
  if (any([](const Row& row) { return !row.hidden && unreliable(row); })) {
    note += " [u] Few people answered: treat with care.";
  }
  for (const Hidden why : {Hidden::small_base, Hidden::unanimous, Hidden::complementary}) {
    const std::string words = " [c] " + std::string{wording::hidden(why)};
    if (any([why](const Row& row) { return row.hidden == why; }) &&
        note.find(words) == std::string::npos) {
      note += words;
    }
  }
  return note;
}

std::string measure_title(const Definitions& definitions, const Table& table) {
  const Measure* measure = definitions.find_measure(table.measure);
  return measure == nullptr ? table.measure : english(measure->title);
}

std::string survey_and_period(const Definitions& definitions, const Table& table) {
  const Survey* survey = definitions.find_survey(table.survey);
  return (survey == nullptr ? table.survey : english(survey->title)) + ", " +
         wording::period(table.period, survey);
}

std::string same_figures(const Table& table) {
  return is_release(table.release)          ? "&release=" + table.release
         : table.release == working_release ? "&tier=working"
                                            : "";
}

std::string table_file(const Table& table, const DomainKey& within) {
  std::string by;
  for (const std::string& domain : table.by) {
    by += (by.empty() ? "" : ",") + domain;
  }
  return "/api/v1/estimates?measure=" + table.measure + "&period=" + to_text(table.period) +
         (by.empty() ? "" : "&by=" + by) + (within.empty() ? "" : "&of=" + to_text(within)) +
         same_figures(table) + "&format=csv";
}

std::string series_file(const Table& table, const DomainKey& key) {
  return "/api/v1/series?measure=" + table.measure + (key.empty() ? "" : "&of=" + to_text(key)) +
         (table.release == working_release ? "&tier=working" : "") + "&format=csv";
}

}  // namespace soundings::pages
