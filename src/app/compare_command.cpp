// `soundings compare`: figures of one question against each other.
#include "commands.h"
#include "figure_answers.h"

namespace soundings::app {

namespace {

/// What was weighted to what: both periods of the comparisons.
std::vector<Table> tables_of(const Comparisons& comparisons) {
  std::vector<Table> tables;
  const auto add = [&](const Period& period) {
    Table table;
    table.survey = comparisons.survey;
    table.item = comparisons.item;
    table.scheme = comparisons.scheme;
    table.period = period;
    tables.push_back(std::move(table));
  };
  add(comparisons.period);
  for (const Comparison& row : comparisons.rows) {
    if (row.b && row.b->period != comparisons.period) {
      add(row.b->period);
    }
  }
  return tables;
}

Expected<Made<SpreadComparisons>, figures::Fault> answer(
    const figures::Figures& figures, const figures::ComparisonQuestion& question) {
  auto compared = figures.compare_along(question);
  if (!compared) {
    return unexpected(compared.error());
  }
  if (auto silence = figures::silence(compared->comparisons)) {
    return unexpected(*std::move(silence));
  }
  std::vector<Table> tables = tables_of(compared->comparisons);
  return Made<SpreadComparisons>{.answer = *std::move(compared), .tables = std::move(tables)};
}

}  // namespace

Exit compare(const FigureOptions& options) {
  return answer_question(
      options, report::comparison_formats(), usual_format(options.output),
      figures::parse_comparison,
      [](const Definitions& /*definitions*/, const figures::Figures& figures, const auto& question,
         const auto& /*format*/) { return answer(figures, question); });
}

}  // namespace soundings::app
