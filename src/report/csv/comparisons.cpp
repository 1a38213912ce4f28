// Comparisons as CSV.
#include "soundings/report/comparisons.h"

#include "soundings/base/number.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "comparison_lines.h"
#include "csv/record.h"
#include "file_numbers.h"

namespace soundings::report {
namespace {

std::string count(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : "";
}

std::string code(const Side& side, const std::string& by) {
  const auto found = side.key.find(by);
  return found == side.key.end() ? "" : found->second;
}

void add_figure(std::vector<std::string>& cells, const Shown* shown,
                const std::optional<std::int64_t>& base) {
  const auto of = [shown](auto member) {
    return shown == nullptr ? std::string() : file_number(shown->*member);
  };
  for (const std::string& cell : {of(&Shown::value), of(&Shown::lo), of(&Shown::hi), count(base),
                                  of(&Shown::n_eff), of(&Shown::deff)}) {
    cells.push_back(cell);
  }
}

void add_difference(std::vector<std::string>& cells, const Difference* difference) {
  const auto of = [difference](auto member) {
    return difference == nullptr ? std::string() : file_number(difference->*member);
  };
  for (const std::string& cell :
       {of(&Difference::points), of(&Difference::lo), of(&Difference::hi), of(&Difference::se),
        of(&Difference::covariance), of(&Difference::df), of(&Difference::p), of(&Difference::q),
        of(&Difference::detectable)}) {
    cells.push_back(cell);
  }
}

std::vector<std::string> cells_of(const Definitions& definitions, const Comparisons& comparisons,
                                  const ComparisonLine& line) {
  const Comparison& row = *line.row;
  const Verdict verdict = verdict_of(line);
  std::vector<std::string> cells{
      to_text(row.a.period),
      text_cell(comparisons.release),
      text_cell(comparisons.survey),
      text_cell(row.a.measure),
      text_cell(comparisons.item),
      text_cell(comparisons.by),
      text_cell(code(row.a, comparisons.by)),
      std::string(to_text(comparisons.against)),
      row.b ? text_cell(row.b->measure) : "",
      row.b && !row.b->rest ? text_cell(code(*row.b, comparisons.by)) : "",
      row.b ? to_text(row.b->period) : "",
      text_cell(line.weighting)};
  add_figure(cells, line.a, row.a.base);
  add_figure(cells, line.b, row.b ? row.b->base : std::nullopt);
  add_difference(cells, line.difference);
  cells.insert(cells.end(),
               {shortest(comparisons.level), std::to_string(comparisons.family),
                std::string(to_text(verdict)),
                text_cell(std::string(wording::reading(verdict, comparisons.against))),
                text_cell(wording::set_against(definitions, comparisons, row)),
                wording::marks(row.marks), std::to_string(comparisons.decimals),
                std::string(to_text(comparisons.statistic)), text_cell(to_text(comparisons.of))});
  return cells;
}

}  // namespace

std::string comparisons_csv(const Definitions& definitions, const SpreadComparisons& compared) {
  std::string csv = record({"period",
                            "release",
                            "survey",
                            "measure",
                            "item",
                            "by",
                            "code",
                            "against",
                            "other_measure",
                            "other_code",
                            "other_period",
                            "weighting",
                            "value",
                            "lo",
                            "hi",
                            "n",
                            "n_eff",
                            "deff",
                            "other_value",
                            "other_lo",
                            "other_hi",
                            "other_n",
                            "other_n_eff",
                            "other_deff",
                            "difference",
                            "difference_lo",
                            "difference_hi",
                            "se",
                            "covariance",
                            "df",
                            "p",
                            "q",
                            "detectable",
                            "level",
                            "family",
                            "verdict",
                            "reading",
                            "set_against",
                            "marks",
                            "decimals",
                            "statistic",
                            "of"});
  for (const ComparisonLine& line : lines_of(compared.comparisons)) {
    csv += record(cells_of(definitions, compared.comparisons, line));
  }
  return csv;
}

}  // namespace soundings::report
