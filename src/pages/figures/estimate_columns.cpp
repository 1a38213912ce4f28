// Every number of a row as cells of text, in one order for all figures.
#include "figures/estimate_columns.h"

#include <algorithm>

#include "soundings/wording/wording.h"

#include "parts/phrase.h"
#include "tables/working_details.h"

namespace soundings::pages {
namespace {

std::vector<View> one_each(std::string_view name, const std::vector<std::string>& texts) {
  std::vector<View> views;
  views.reserve(texts.size());
  for (const std::string& text : texts) {
    views.push_back(View{}.text(std::string{name}, text));
  }
  return views;
}

}  // namespace

EstimateColumns estimate_columns(const std::vector<const Row*>& rows, const Table& table,
                                 int places) {
  const auto any = [&rows](auto holds) {
    return std::any_of(rows.begin(), rows.end(),
                       [&holds](const Row* row) { return row != nullptr && holds(*row); });
  };
  return {.unweighted = weighted(table),
          .response_rate = any([](const Row& row) { return row.response_rate.has_value(); }),
          .marks = any([](const Row& row) { return !marks_of(row).empty(); }),
          .working = is_working(table),
          .places = places,
          .level = level_text(table)};
}

std::vector<View> headings(const EstimateColumns& columns) {
  std::vector<std::string> texts{"Result", columns.level + " range", "Answers"};
  if (columns.unweighted) {
    texts.insert(texts.end(), {"Unweighted", columns.level + " range, unweighted"});
  }
  if (columns.response_rate) {
    texts.emplace_back("Response rate of the survey");
  }
  if (columns.marks) {
    texts.emplace_back("Mark");
  }
  if (columns.working) {
    const auto more = working_heads();
    texts.insert(texts.end(), more.begin(), more.end());
  }
  return one_each("column", texts);
}

std::vector<View> cells(const EstimateColumns& columns, const Table& table, const Row* row) {
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  if (shown == nullptr) {
    const std::string mark = row != nullptr && row->hidden ? "[c]" : "[x]";
    return one_each("cell", std::vector<std::string>(headings(columns).size(), mark));
  }
  std::vector<std::string> texts{value_words(table, *shown, columns.places),
                                 wording::range(shown->lo, shown->hi, columns.places),
                                 base_words(table, row->base)};
  if (columns.unweighted) {
    const auto& plain = row->unweighted;
    texts.push_back(plain ? wording::percent(plain->value, columns.places) : "[x]");
    texts.push_back(plain ? wording::range(plain->lo, plain->hi, columns.places) : "[x]");
  }
  if (columns.response_rate) {
    texts.push_back(wording::response_rate(row->response_rate));
  }
  if (columns.marks) {
    texts.push_back(marks_of(*row));
  }
  if (columns.working) {
    const auto more = working_cells(table, row);
    texts.insert(texts.end(), more.begin(), more.end());
  }
  return one_each("cell", texts);
}

}  // namespace soundings::pages
