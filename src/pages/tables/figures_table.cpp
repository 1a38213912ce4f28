#include "tables/figures_table.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "soundings/wording/wording.h"

#include "parts/frame.h"
#include "parts/phrase.h"
#include "tables/working_details.h"

namespace soundings::pages {
namespace {

std::vector<View> texts_of(std::string_view name, const std::vector<std::string>& texts) {
  std::vector<View> views;
  views.reserve(texts.size());
  for (const std::string& text : texts) {
    views.push_back(View{}.text(std::string(name), text));
  }
  return views;
}

void append(std::vector<std::string>& texts, const std::vector<std::string>& more) {
  texts.insert(texts.end(), more.begin(), more.end());
}

/// A row of "Show the figures": the figure, and the unweighted one beside it.
View figures_row(const Definitions& definitions, const MeasureLine& line, Scope scope,
                 bool working) {
  const Measure* measure = definitions.find_measure(line.table->measure);
  const Row* row = line.table->find(line.key);
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  std::vector<std::string> texts(5, row != nullptr && row->hidden ? "[c]" : "[x]");
  if (shown != nullptr) {
    const int places = decimals(definitions, *line.table, scope);
    const int finer = std::max(places, std::min(1, line.table->decimals));
    texts[0] = value_words(*line.table, *shown, finer);
    texts[1] = wording::range(shown->lo, shown->hi, finer);
    if (const auto& plain = row->unweighted) {
      texts[2] = value_words(*line.table, *plain, finer);
      texts[3] = wording::range(plain->lo, plain->hi, finer);
    }
    texts[4] = base_words(*line.table, row->base);
  }
  if (working) {
    append(texts, working_cells(*line.table, row));
  }
  return View{}
      .text("row_name", measure == nullptr ? line.table->measure : english(measure->title))
      .list("cells", texts_of("cell", texts));
}

}  // namespace

void add_figures_table(const Definitions& definitions, std::span<const MeasureLine> lines,
                       Scope scope, const std::string& first, const std::string& level,
                       View& view) {
  const bool working =
      std::ranges::any_of(lines, [](const MeasureLine& line) { return is_working(*line.table); });
  std::vector<std::string> heads{
      first, "Result", level + " range", "Unweighted", level + " range, unweighted", "Answers"};
  if (working) {
    append(heads, working_heads());
  }
  std::vector<View> rows;
  for (const MeasureLine& line : lines) {
    rows.push_back(figures_row(definitions, line, scope, working));
  }
  view.list("figures_columns", texts_of("column", heads))
      .list("figures_rows", std::move(rows))
      .flag("figures_open", working);
}

}  // namespace soundings::pages
