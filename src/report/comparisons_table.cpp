// Comparisons for a terminal.
#include <set>

#include "soundings/base/number.h"
#include "soundings/report/comparisons.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "comparison_lines.h"
#include "grid.h"
#include "notes.h"

namespace soundings::report {
namespace {

bool fitted(const Comparisons& told) {
  return told.scheme != "none" && told.weighting_fault.empty();
}

std::string title(const Definitions& definitions, const Comparisons& told) {
  return wording::title(definitions, told.measure, told.statistic) + ", " +
         wording::period(told.period, definitions.find_survey(told.survey)) +
         (fitted(told) ? ", weighted by " + told.scheme : ", unweighted");
}

std::string value(const Comparisons& told, const Shown* shown) {
  return shown == nullptr ? "[x]" : wording::figure(shown->value, told.statistic, told.decimals);
}

/// The difference in points, its range, p and q; blank where there is none.
std::vector<std::string> difference_cells(const Difference* found, int decimals) {
  if (found == nullptr) {
    return {"", "", "", ""};
  }
  return {wording::points(found->points, decimals),
          wording::points_range(found->lo, found->hi, decimals), wording::probability(found->p),
          wording::probability(found->q)};
}

std::vector<std::string> cells_of(const Definitions& definitions, const Survey& survey,
                                  const Comparisons& told, const Comparison& row) {
  const ComparisonLine line = leading_line(told, row);
  std::vector<std::string> cells{wording::side(definitions, survey, row.a)};
  if (row.hidden) {
    cells.insert(cells.end(), {"[c]", "", wording::set_against(definitions, told, row), "[c]", "",
                               "", "", "", ""});
  } else {
    cells.insert(cells.end(),
                 {value(told, line.a), row.a.base ? wording::count(*row.a.base) : "",
                  wording::set_against(definitions, told, row), row.b ? value(told, line.b) : "",
                  row.b && row.b->base ? wording::count(*row.b->base) : ""});
    const std::vector<std::string> found = difference_cells(line.difference, told.decimals);
    cells.insert(cells.end(), found.begin(), found.end());
  }
  cells.emplace_back(wording::reading(row.verdict, told.against));
  cells.push_back(wording::marks(row.marks));
  return cells;
}

std::string gap_line(const Definitions& definitions, const Survey& survey, const Comparisons& told,
                     const AreaSpread& spread) {
  const auto name = [&](const std::string& code) {
    return wording::code_label(definitions, survey, told.by, code);
  };
  if (!spread.gap) {
    std::vector<std::string> names;
    names.reserve(spread.left_out.size());
    for (const std::string& code : spread.left_out) {
      names.push_back(name(code));
    }
    return names.empty()
               ? ""
               : "No gap between the highest and the lowest is told: " + wording::list(names) +
                     " cannot be shown.\n";
  }
  const AreaGap& gap = *spread.gap;
  const auto points = [&told](double value) { return rounded(value, told.decimals); };
  return "Between the highest (" + name(gap.highest) + ") and the lowest (" + name(gap.lowest) +
         "): " + points(gap.gap) + " points. Chance alone gives " + points(gap.typical) +
         " as a rule and under " + points(gap.nineteen_in_twenty) + " 19 times in 20. " +
         std::string(wording::gap(gap)) + ".\n";
}

std::string notes(const Definitions& definitions, const Survey& survey,
                  const SpreadComparisons& compared) {
  const Comparisons& told = compared.comparisons;
  std::string text = weighting_line(told.weighting_fault, told.weighting_problem);
  if (fitted(told)) {
    text += targets_line(definitions, told.survey, told.scheme, told.period);
  }
  if (compared.spread) {
    text += gap_line(definitions, survey, told, *compared.spread);
  }
  if (const std::string family = wording::family_note(told); !family.empty()) {
    text += family + "\n";
  }
  std::set<std::string> used;
  for (const Comparison& row : told.rows) {
    used.insert(row.marks.begin(), row.marks.end());
  }
  return text + mark_lines(used);
}

}  // namespace

std::string comparisons_table(const Definitions& definitions, const SpreadComparisons& compared,
                              std::size_t width) {
  const Comparisons& told = compared.comparisons;
  const Survey* found = definitions.find_survey(told.survey);
  const Survey unknown;
  const Survey& survey = found == nullptr ? unknown : *found;
  std::vector<std::vector<std::string>> body{
      {"", "Value", "Answers", "Against", "Value", "Answers", "Difference",
       significant(100.0 * told.level, 6) + "% range", "p", "q", "Reading", "Marks"}};
  for (const Comparison& row : told.rows) {
    body.push_back(cells_of(definitions, survey, told, row));
  }
  std::string text = title(definitions, told) + "\n\n" + grid(std::move(body), width) + "\n";
  if (told.rows.size() == 1) {
    text += wording::sentence(definitions, told, told.rows.front()) + "\n";
  }
  return text + notes(definitions, survey, compared);
}

}  // namespace soundings::report
