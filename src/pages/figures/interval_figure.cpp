// Dots and ranges by one domain, in the order of its definition: never a ranking.
#include <algorithm>
#include <cctype>
#include <vector>

#include "soundings/wording/wording.h"

#include "parts/estimate_columns.h"
#include "parts/figure.h"
#include "parts/figure_parts.h"
#include "parts/measure_table.h"
#include "parts/phrase.h"

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
      said += wording::percent(shown->value, places) + ", " +
              wording::range(shown->lo, shown->hi, places) + ".";
    } else {
      said += row->hidden ? "hidden." : "no answers.";
    }
  }
  return said;
}

View row_view(const Definitions& definitions, const IntervalFigure& figure, const Row& row,
              const EstimateColumns& columns) {
  const std::string& code = row.key.at(figure.domain);
  const std::string name = name_of(definitions, figure, row);
  const bool linked = figure.of_areas && definitions.areas.find(code) != nullptr;
  auto data = figure_data(&row, columns.places);
  data.push_back(datum("name", name));
  return View{}
      .text("row_name", name)
      .text("row_href", linked ? "/npus/" + code + "?period=" + figure.month : "")
      .list("row_data", std::move(data))
      .list("cells", cells(columns, &row));
}

}  // namespace

View interval_figure(const Definitions& definitions, const IntervalFigure& figure) {
  const Table& table = *figure.table;
  const int places = decimals(definitions, table, Scope::part);
  const auto rows = rows_of(definitions, figure);
  const EstimateColumns columns = estimate_columns(rows, table, places);
  const std::string domain = domain_title(definitions, figure);
  std::vector<View> views;
  std::vector<const Shown*> drawn;
  for (const Row* row : rows) {
    views.push_back(row_view(definitions, figure, *row, columns));
    if (const Shown* shown = leading(*row); shown != nullptr) {
      drawn.push_back(shown);
    }
  }
  const Axis ends = axis(drawn, shortest_axis);
  std::vector<View> data{datum("min", std::to_string(ends.min)),
                         datum("max", std::to_string(ends.max))};
  const Row* force = figure.of_areas ? table.find(figure.within) : nullptr;
  if (const Shown* line = force == nullptr ? nullptr : leading(*force); line != nullptr) {
    data.push_back(datum("line", plotted(line->value)));
    data.push_back(datum("line-label", "Force " + wording::percent(line->value, places)));
    views.push_back(View{}
                        .text("row_name", wording::force_name(definitions))
                        .text("row_href", "")
                        .list("row_data", {datum("role", "force")})
                        .list("cells", cells(columns, force)));
  }
  auto columns_shown = headings(columns);
  columns_shown.insert(columns_shown.begin(), View{}.text("column", domain));
  return View{}
      .text("figure_id", figure.id)
      .text("chart", drawn.empty() ? "" : "intervals")
      .text("figure_title", measure_title(definitions, table) + ", by " + in_sentence(domain))
      .text("figure_sub",
            survey_and_period(definitions, table) + ", with " + level_text(table) + " range")
      .text("summary", summary(definitions, figure, rows, places))
      .text("without_chart",
            drawn.empty() ? no_figure(definitions, table) : std::string{needs_scripts})
      .text("figure_note", (drawn.empty() ? "" : axis_note(ends, "horizontal")) + marks_note(rows) +
                               (table.coarse ? " " + wording::coarse(definitions) : "") +
                               (drawn.empty() ? "" : weighting_note(definitions, {&table, 1})))
      .list("figure_data", std::move(data))
      .list("columns", std::move(columns_shown))
      .list("figure_rows", std::move(views));
}

}  // namespace soundings::pages
