// Comparisons for a terminal.
#include "soundings/report/comparisons.h"

#include <set>

#include "soundings/base/number.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "comparison_lines.h"
#include "notes.h"
#include "terminal/grid.h"

namespace soundings::report {
namespace {

bool fitted(const Comparisons& comparisons) {
  return comparisons.scheme != "none" && comparisons.weighting_fault.empty();
}

std::string title(const Definitions& definitions, const Comparisons& comparisons) {
  return wording::title(definitions, comparisons.measure, comparisons.statistic) + ", " +
         wording::period(comparisons.period, definitions.find_survey(comparisons.survey)) +
         (fitted(comparisons) ? ", weighted by " + comparisons.scheme : ", unweighted");
}

std::string value(const Comparisons& comparisons, const Shown* shown) {
  return shown == nullptr
             ? "[x]"
             : wording::figure(shown->value, comparisons.statistic, comparisons.decimals);
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
                                  const Comparisons& comparisons, const Comparison& row) {
  const ComparisonLine line = leading_line(comparisons, row);
  std::vector<std::string> cells{wording::side(definitions, survey, row.a)};
  if (row.hidden) {
    cells.insert(cells.end(), {"[c]", "", wording::set_against(definitions, comparisons, row),
                               "[c]", "", "", "", "", ""});
  } else {
    cells.insert(cells.end(),
                 {value(comparisons, line.a), row.a.base ? wording::count(*row.a.base) : "",
                  wording::set_against(definitions, comparisons, row),
                  row.b ? value(comparisons, line.b) : "",
                  row.b && row.b->base ? wording::count(*row.b->base) : ""});
    const std::vector<std::string> found = difference_cells(line.difference, comparisons.decimals);
    cells.insert(cells.end(), found.begin(), found.end());
  }
  cells.emplace_back(wording::reading(row.verdict, comparisons.against));
  cells.push_back(wording::marks(row.marks));
  return cells;
}

std::string gap_line(const Definitions& definitions, const Survey& survey,
                     const Comparisons& comparisons, const AreaSpread& spread) {
  const auto name = [&](const std::string& code) {
    return wording::code_label(definitions, survey, comparisons.by, code);
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
  const auto points = [&comparisons](double value) { return rounded(value, comparisons.decimals); };
  const std::string before =
      gap.lo < gap.hi ? " (" + points(gap.lo) + " to " + points(gap.hi) + " before rounding)" : "";
  return "Between the highest (" + name(gap.highest) + ") and the lowest (" + name(gap.lowest) +
         "): " + points(gap.gap) + " points" + before + ". Chance alone gives " +
         points(gap.typical) + " as a rule and under " + points(gap.nineteen_in_twenty) +
         " 19 times in 20. " + std::string(wording::gap(gap)) + ".\n";
}

std::string notes(const Definitions& definitions, const Survey& survey,
                  const SpreadComparisons& compared) {
  const Comparisons& comparisons = compared.comparisons;
  std::string text = weighting_line(comparisons.weighting_fault, comparisons.weighting_problem);
  if (fitted(comparisons)) {
    text += targets_line(definitions, comparisons.survey, comparisons.scheme, comparisons.period);
    text += collapse_lines(definitions, comparisons.survey, comparisons.collapsed);
  }
  if (compared.spread) {
    text += gap_line(definitions, survey, comparisons, *compared.spread);
  }
  if (const std::string family = wording::family_note(comparisons); !family.empty()) {
    text += family + "\n";
  }
  std::set<std::string> used;
  for (const Comparison& row : comparisons.rows) {
    used.insert(row.marks.begin(), row.marks.end());
  }
  return text + mark_lines(used);
}

}  // namespace

std::string comparisons_table(const Definitions& definitions, const SpreadComparisons& compared,
                              std::size_t width) {
  const Comparisons& comparisons = compared.comparisons;
  const Survey* found = definitions.find_survey(comparisons.survey);
  const Survey unknown;
  const Survey& survey = found == nullptr ? unknown : *found;
  std::vector<std::vector<std::string>> body{
      {"", "Value", "Answers", "Against", "Value", "Answers", "Difference",
       significant(100.0 * comparisons.level, 6) + "% range", "p", "q", "Reading", "Marks"}};
  for (const Comparison& row : comparisons.rows) {
    body.push_back(cells_of(definitions, survey, comparisons, row));
  }
  std::string text = title(definitions, comparisons) + "\n\n" + grid(std::move(body), width) + "\n";
  if (comparisons.rows.size() == 1) {
    text += wording::sentence(definitions, comparisons, comparisons.rows.front()) + "\n";
  }
  return text + notes(definitions, survey, compared);
}

}  // namespace soundings::report
