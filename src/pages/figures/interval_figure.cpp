// Dots and ranges by one domain: in the order of its definition, or by value where that is asked.
#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "figures/estimate_columns.h"
#include "figures/figure.h"
#include "figures/figure_parts.h"
#include "parts/frame.h"
#include "parts/phrase.h"
#include "tables/measure_table.h"

namespace soundings::pages {
namespace {

constexpr int shortest_axis = 40;

/// Whether the item is put to people of this code at all; where it is not, there is no row.
bool asked_of(const Definitions& definitions, const IntervalFigure& figure, std::string_view code) {
  const Survey* survey = definitions.find_survey(figure.table->survey);
  const Item* item = survey == nullptr ? nullptr : survey->find_item(figure.table->item);
  if (item == nullptr || !item->ask_if || item->ask_if->domain != figure.domain) {
    return true;
  }
  const auto& codes = item->ask_if->codes;
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// The row's code when it belongs to the figure: of its domain, and within the codes shared.
const std::string* code_in(const IntervalFigure& figure, const Row& row) {
  const auto code = row.key.find(figure.domain);
  if (code == row.key.end() || row.key.size() != figure.within.size() + 1) {
    return nullptr;
  }
  for (const auto& [domain, shared] : figure.within) {
    const auto own = row.key.find(domain);
    if (own == row.key.end() || own->second != shared) {
      return nullptr;
    }
  }
  return &code->second;
}

/// The rows of the figure. A code that stands for no known area is shown only when somebody
/// has it.
std::vector<const Row*> rows_of(const Definitions& definitions, const IntervalFigure& figure) {
  std::vector<const Row*> rows;
  for (const Row& row : figure.table->rows) {
    const std::string* code = code_in(figure, row);
    if (code == nullptr || !asked_of(definitions, figure, *code)) {
      continue;
    }
    const bool stray = figure.of_areas && definitions.areas.find(*code) == nullptr;
    if (!stray || row.hidden || leading(row) != nullptr) {
      rows.push_back(&row);
    }
  }
  return rows;
}

std::string name_of(const Definitions& definitions, const IntervalFigure& figure, const Row& row) {
  const Survey* survey = definitions.find_survey(figure.table->survey);
  const std::string& code = row.key.at(figure.domain);
  return survey == nullptr ? code : wording::code_label(definitions, *survey, figure.domain, code);
}

std::string domain_title(const Definitions& definitions, const IntervalFigure& figure) {
  const Survey* survey = definitions.find_survey(figure.table->survey);
  const Domain* domain = survey == nullptr ? nullptr : survey->find_domain(figure.domain);
  const std::string label = domain == nullptr ? "" : english(domain->label);
  return label.empty() ? figure.domain : label;
}

/// "Contact channel" as it stands inside a sentence; "NPU" keeps its capitals.
std::string in_sentence(std::string words) {
  if (words.size() > 1 && std::islower(static_cast<unsigned char>(words[1])) != 0) {
    words.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(words.front())));
  }
  return words;
}

std::string summary(const Definitions& definitions, const IntervalFigure& figure,
                    const std::vector<const Row*>& rows, int places) {
  std::string said = "Dot and interval chart.";
  for (const Row* row : rows) {
    const Shown* shown = leading(*row);
    said += " " + name_of(definitions, figure, *row) + ": ";
    if (shown != nullptr) {
      said += value_words(*figure.table, *shown, places) +
              (shown->lo ? ", " + wording::range(shown->lo, shown->hi, places) : "") + ".";
    } else {
      said += row->hidden ? "hidden." : "no answers.";
    }
  }
  return said;
}

/// By value from the highest, then by name; rows without a figure last.
void rank(const Definitions& definitions, const IntervalFigure& figure,
          std::vector<const Row*>& rows) {
  std::ranges::stable_sort(rows, [&](const Row* one, const Row* other) {
    const Shown* first = leading(*one);
    const Shown* second = leading(*other);
    if (first == nullptr || second == nullptr) {
      return first != nullptr && second == nullptr;
    }
    return first->value != second->value
               ? first->value > second->value
               : name_of(definitions, figure, *one) < name_of(definitions, figure, *other);
  });
}

/// The row of the row's code for the whole force; nullptr where the table has none.
const Row* force_of(const IntervalFigure& figure, const Row& row) {
  return figure.table->find({{figure.domain, row.key.at(figure.domain)}});
}

const Shown* force_shown(const IntervalFigure& figure, const Row& row) {
  const Row* whole = force_of(figure, row);
  return whole == nullptr ? nullptr : leading(*whole);
}

/// Adds what the axis must reach; nothing for a figure that is not there or has no range.
void add_drawn(const Shown* shown, std::vector<const Shown*>& drawn) {
  if (shown != nullptr && shown->lo) {
    drawn.push_back(shown);
  }
}

/// The force's figure of a code and its range: shown or hidden by its own row and by no other.
std::vector<std::string> force_cells(const Row* whole, int places) {
  const Shown* shown = whole == nullptr ? nullptr : leading(*whole);
  if (shown == nullptr) {
    return std::vector<std::string>(2, whole != nullptr && whole->hidden ? "[c]" : "[x]");
  }
  return {wording::percent(shown->value, places), wording::range(shown->lo, shown->hi, places)};
}

void add_cells(const std::vector<std::string>& texts, std::vector<View>& cells) {
  for (const std::string& text : texts) {
    cells.push_back(View{}.text("cell", text));
  }
}

/// The difference from the rest and what it comes to.
std::vector<std::string> reading_cells(const IntervalFigure& figure, const Row& row, int places) {
  const Comparison* read = figure.readings->find(row.key);
  if (read == nullptr || read->hidden || leading(*read) == nullptr) {
    const bool hidden = row.hidden || (read != nullptr && read->hidden);
    return {hidden ? "[c]" : "[x]", hidden ? "[c]" : "[x]"};
  }
  return {wording::points(leading(*read)->points, places),
          std::string{wording::reading(read->verdict, figure.readings->against)}};
}

View row_view(const Definitions& definitions, const IntervalFigure& figure, const Row& row,
              const EstimateColumns& columns) {
  const std::string& code = row.key.at(figure.domain);
  const std::string name = name_of(definitions, figure, row);
  const bool linked = figure.of_areas && definitions.areas.find(code) != nullptr;
  auto data = figure_data(*figure.table, &row, columns.places);
  data.push_back(datum("name", name));
  auto texts = cells(columns, *figure.table, &row);
  if (figure.readings != nullptr) {
    add_reading_data(figure.readings, figure.readings->find(row.key), data);
    add_cells(reading_cells(figure, row, columns.places), texts);
  }
  if (figure.force_ticks) {
    const Shown* shown = force_shown(figure, row);
    if (shown != nullptr && !row.hidden) {  // a hidden row has nothing but its flag and name
      data.push_back(datum("ref", plotted(shown->value)));
    }
    add_cells(force_cells(force_of(figure, row), columns.places), texts);
  }
  return View{}
      .text("row_name", name)
      .text("row_href", linked ? page_link("/npus/" + code, figure.edition) : "")
      .list("row_data", std::move(data))
      .list("cells", std::move(texts));
}

std::vector<View> column_views(const IntervalFigure& figure, const EstimateColumns& columns,
                               const std::string& domain) {
  auto views = headings(columns);
  views.insert(views.begin(), View{}.text("column", domain));
  std::vector<std::string> more;
  if (figure.readings != nullptr) {
    more = {"Points from rest of force", "Reading"};
  }
  if (figure.force_ticks) {
    more.insert(more.end(), {"Whole force", "Whole force, " + columns.level + " range"});
  }
  for (const std::string& each : more) {
    views.push_back(View{}.text("column", each));
  }
  return views;
}

/// The force at the foot of the table and as an upright line; nothing where it is not shown.
void add_force(const Definitions& definitions, const IntervalFigure& figure,
               const EstimateColumns& columns, std::vector<View>& data, std::vector<View>& rows) {
  const Row* force = figure.of_areas ? figure.table->find(figure.within) : nullptr;
  const Shown* line = force == nullptr ? nullptr : leading(*force);
  if (line == nullptr) {
    return;
  }
  if (line->lo) {
    data.push_back(datum("line", plotted(line->value)));
    data.push_back(datum("line-label", (figure.within.empty() ? "Force " : "All ") +
                                           wording::percent(line->value, columns.places)));
  }
  auto texts = cells(columns, *figure.table, force);
  if (figure.readings != nullptr) {
    add_cells({"[z]", "[z]"}, texts);
  }
  rows.push_back(View{}
                     .text("row_name", wording::force_name(definitions))
                     .text("row_href", "")
                     .list("row_data", {datum("role", "force")})
                     .list("cells", std::move(texts)));
}

std::string title_of(const Definitions& definitions, const IntervalFigure& figure,
                     const std::string& domain) {
  return figure.title.empty()
             ? measure_title(definitions, *figure.table) + ", by " + in_sentence(domain)
             : figure.title;
}

std::string sub_of(const Definitions& definitions, const IntervalFigure& figure) {
  const Table& table = *figure.table;
  const std::string what = (figure.title.empty() ? "" : measure_title(definitions, table) + ". ") +
                           survey_and_period(definitions, table);
  return what + (table.coarse ? "" : ", with " + level_text(table) + " range") +
         (figure.readings != nullptr ? ". Triangles differ from the rest of the force"
          : figure.force_ticks       ? ". The tick shows the whole force"
                                     : "") +
         (figure.title.empty() && figure.readings == nullptr && !figure.force_ticks ? "" : ".");
}

}  // namespace

View interval_figure(const Definitions& definitions, const IntervalFigure& figure) {
  const Table& table = *figure.table;
  const int places = decimals(definitions, table, Scope::part);
  auto rows = rows_of(definitions, figure);
  if (figure.ranked) {
    rank(definitions, figure, rows);
  }
  const EstimateColumns columns = estimate_columns(rows, table, places);
  const std::string domain = domain_title(definitions, figure);
  std::vector<View> views;
  std::vector<const Shown*> drawn;
  for (const Row* row : rows) {
    views.push_back(row_view(definitions, figure, *row, columns));
    add_drawn(leading(*row), drawn);
    const bool ticked = figure.force_ticks && !row->hidden;
    add_drawn(ticked ? force_shown(figure, *row) : nullptr, drawn);
  }
  const Axis ends = axis(drawn, shortest_axis);
  std::vector<View> data{datum("min", std::to_string(ends.min)),
                         datum("max", std::to_string(ends.max))};
  add_force(definitions, figure, columns, data, views);
  const bool any = !drawn.empty();
  const std::string printed = wording::print_note(definitions, std::array{&table});
  return View{}
      .text("figure_id", figure.id)
      .text("chart", any ? "intervals" : "")
      .text("figure_title", title_of(definitions, figure, domain))
      .text("figure_sub", sub_of(definitions, figure))
      .text("figure_say", "")
      .text("summary", summary(definitions, figure, rows, places))
      .text("without_chart", any            ? std::string{needs_scripts}
                             : table.coarse ? "The figures are rounded, so they are not drawn."
                                            : no_figure(definitions, table))
      .text("figure_note", (any ? axis_note(ends, "horizontal") : "") +
                               (figure.note.empty() ? "" : " " + figure.note) + marks_note(rows) +
                               (printed.empty() ? "" : " " + printed) +
                               (any ? weighting_note(definitions, {&table, 1}) : ""))
      .text("csv", table_file(table, figure.within))
      .list("figure_data", std::move(data))
      .list("columns", column_views(figure, columns, domain))
      .list("figure_rows", std::move(views));
}

}  // namespace soundings::pages
