// A weighting report as CSV: one number a line.
#include "soundings/report/weights.h"

#include <initializer_list>
#include <string>
#include <utility>

#include "csv/record.h"
#include "file_numbers.h"

namespace soundings::report {

std::string weights_csv(const figures::Weights& weights) {
  const Table& first = weights.tables.front();
  const WeightingReport report = first.weighting.value_or(WeightingReport{});
  std::string csv = record({"section", "name", "category", "key", "value", "release"});
  const auto add = [&](const std::string& section, const std::string& name,
                       const std::string& category, const std::string& key, double value) {
    csv += record(
        {section, text_cell(name), text_cell(category), key, file_number(value), first.release});
  };
  for (const auto& [key, value] : std::initializer_list<std::pair<const char*, double>>{
           {"iterations", report.iterations},
           {"largest_gap", report.largest_gap},
           {"sum_base", report.sum_base},
           {"sum_final", report.sum_final},
           {"g_min", report.g_min},
           {"g_p05", report.g_p05},
           {"g_median", report.g_median},
           {"g_p95", report.g_p95},
           {"g_max", report.g_max},
           {"largest_share", report.largest_share},
           {"at_bound", static_cast<double>(report.at_bound)},
           {"n_kish", report.n_kish},
           {"deff_kish", report.deff_kish},
           {"efficiency", report.efficiency}}) {
    add("weights", "", "", key, value);
  }
  for (const MarginSummary& margin : report.margins) {
    add("margin", margin.margin, "", "declared_total", margin.declared_total);
    add("margin", margin.margin, "", "missing_share", margin.missing_share);
    add("margin", margin.margin, "", "uncovered_share", margin.uncovered_share);
    add("margin", margin.margin, "", "asmd_before", margin.asmd_before);
    add("margin", margin.margin, "", "asmd_after", margin.asmd_after);
  }
  for (const MarginLine& line : report.lines) {
    add("target", line.margin, line.category, "respondents", static_cast<double>(line.respondents));
    add("target", line.margin, line.category, "before", line.before);
    add("target", line.margin, line.category, "target", line.target);
    add("target", line.margin, line.category, "after", line.after);
  }
  for (const MarginCollapse& collapse : first.collapsed) {
    const std::string category =
        (collapse.stratum.empty() ? "" : collapse.stratum + "|") + collapse.category;
    add("collapsed", collapse.margin, category, "into:" + collapse.into + ":target",
        collapse.target);
    add("collapsed", collapse.margin, category, "into:" + collapse.into + ":into_target",
        collapse.into_target);
  }
  for (const Table& table : weights.tables) {
    const Row& force = table.rows.front();
    if (force.unweighted && force.weighted) {
      add("measure", table.measure, "", "unweighted", force.unweighted->value);
      add("measure", table.measure, "", "weighted", force.weighted->value);
    } else if (force.base == 0) {
      add("measure", table.measure, "", "answers", 0.0);
    }
  }
  return csv;
}

}  // namespace soundings::report
