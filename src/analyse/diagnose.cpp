#include "diagnose.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "soundings/base/number.h"
#include "soundings/survey/scheme.h"
#include "soundings/weigh/sum.h"

namespace soundings::analyse {
namespace {

std::string margin_category(const Cells& cells, const Cell& cell, const std::string& margin) {
  std::string name;
  for (const std::string& part : margin_parts(margin)) {
    const auto at = std::find_if(cells.columns.begin(), cells.columns.end(),
                                 [&part](const auto& column) { return column.id == part; });
    const auto column = static_cast<std::size_t>(at - cells.columns.begin());
    if (cell.codes[column] == 0) {
      return std::string(missing_category);
    }
    name += (name.empty() ? "" : "|") + at->codes[cell.codes[column]];
  }
  return name;
}

/// Answers that the diagnostics report one by one, and those that a sentence names.
constexpr std::size_t answers_listed = 100;
constexpr std::size_t answers_named = 5;

std::string rows_words(std::int64_t rows) {
  return std::to_string(rows) + (rows == 1 ? " row has" : " rows have");
}

std::string digits15(double value) {
  return significant(value, 15);
}

/// Kish's sizes and the extremes over the rows themselves.
void add_row_diagnostics(Analysis& analysis, const Responses& responses, const Weighed& weighed) {
  weigh::Sum total;
  weigh::Sum squares;
  double low = INFINITY;
  double high = 0.0;
  const auto n = static_cast<double>(responses.weight.size());
  for (std::size_t row = 0; row < responses.weight.size(); ++row) {
    const double w = responses.weight[row] * weighed.sample.g()[weighed.counted.cell[row]];
    total.add(w);
    squares.add(w * w);
    low = std::min(low, w);
    high = std::max(high, w);
  }
  const double kish = total.value() * total.value() / squares.value();
  auto& lines = analysis.diagnostics;
  lines.emplace_back("sum_final", digits15(total.value()));
  lines.emplace_back("kish_deff_all", digits15(n / kish));
  lines.emplace_back("kish_neff_all", digits15(kish));
  lines.emplace_back("max_w_over_mean", digits15(high * n / total.value()));
  lines.emplace_back("min_w_over_mean", digits15(low * n / total.value()));
}

/// The sum of base weights as given; within bounds they are reported on the scale of the
/// population.
double base_total(const weigh::Plan& plan, const Responses& responses) {
  weigh::Sum total;
  if (weigh::is_bounded(plan) && plan.population_total) {
    total.add(*plan.population_total);
  } else if (weigh::is_bounded(plan)) {
    for (const weigh::MarginTarget& target : plan.margins.front().targets) {
      total.add(target.target);
    }
  } else {
    for (const double weight : responses.untrimmed) {
      total.add(weight);
    }
  }
  return total.value();
}

bool totals_differ(const std::vector<MarginSummary>& margins) {
  return std::any_of(margins.begin(), margins.end(), [&margins](const MarginSummary& margin) {
    const double first = margins.front().declared_total;
    return std::abs(margin.declared_total - first) > 1e-9 * first;
  });
}

void add_margins(Diagnostics& lines, const std::vector<MarginSummary>& margins) {
  for (const MarginSummary& margin : margins) {
    std::string absent;
    for (const std::string& category : margin.absent) {
      absent += (absent.empty() ? "" : ";") + category;
    }
    const std::string prefix = "margin:" + margin.margin + ":";
    lines.emplace_back(prefix + "raw_total", digits15(margin.declared_total));
    lines.emplace_back(prefix + "uncovered_share", digits15(margin.uncovered_share));
    lines.emplace_back(prefix + "absent", absent);
    lines.emplace_back(prefix + "missing_share", digits15(margin.missing_share));
  }
}

}  // namespace

void add_weights(Analysis& analysis, const weigh::Plan& plan, const weigh::Sample& sample) {
  const WeightingReport& report = sample.report();
  const double scale = weigh::is_bounded(plan) ? report.sum_final / report.sum_base : 1.0;
  std::map<std::vector<std::string>, WeightRow> rows;
  for (std::size_t c = 0; c < sample.cells().cells.size(); ++c) {
    const Cell& cell = sample.cells().cells[c];
    std::vector<std::string> key;
    key.reserve(analysis.margins.size());
    for (const std::string& margin : analysis.margins) {
      key.push_back(margin_category(sample.cells(), cell, margin));
    }
    WeightRow& row = rows[key];
    row.n += cell.count;
    row.sum_base += scale * cell.weight;
    row.g = sample.g()[c] / scale;
  }
  for (auto& [key, row] : rows) {
    row.categories = key;
    analysis.weights.push_back(std::move(row));
  }
}

Diagnostics diagnose_unmet(const weigh::Plan& plan, const Responses& responses,
                           const weigh::Fault& fault) {
  const bool searched = fault.kind == weigh::Fault::Kind::infeasible_bounds;
  Diagnostics lines{{"status", "not_converged"},
                    {"converged", "FALSE"},
                    {"max_margin_gap_rel",
                     searched || !std::isfinite(fault.gap) ? "NA" : significant(fault.gap, 3)},
                    {"n_rows", std::to_string(responses.weight.size())},
                    {"sum_base", digits15(base_total(plan, responses))},
                    {"sum_final", ""}};
  add_margins(lines, fault.margins);
  return lines;
}

void add_diagnostics(Analysis& analysis, const Spec& spec, const weigh::Plan& plan,
                     const Responses& responses, const Weighed& weighed) {
  const WeightingReport& report = weighed.sample.report();
  auto& lines = analysis.diagnostics;
  lines = {{"status", "ok"},
           {"converged", "TRUE"},
           {"max_margin_gap_rel", "<1e-9"},
           {"n_rows", std::to_string(responses.weight.size())},
           {"sum_base", digits15(base_total(plan, responses))}};
  add_row_diagnostics(analysis, responses, weighed);
  add_margins(lines, report.margins);
  if (totals_differ(report.margins)) {
    lines.emplace_back("margins_rescaled", "TRUE");
  }
  if (!report.margins.empty()) {
    lines.emplace_back("iterations", std::to_string(report.iterations));
    lines.emplace_back("largest_margin_gap", significant(report.largest_gap, 3));
    lines.emplace_back("responses_at_a_bound", std::to_string(report.at_bound));
  }
  for (const std::string& key : spec.ignored) {
    lines.emplace_back("ignored_key", key);
  }
  if (spec.weighting.trim && !plan.margins.empty()) {
    lines.emplace_back("ignored_key", "weighting.trim");
  }
  if (spec.weighting.bounds && !weigh::is_bounded(plan)) {
    lines.emplace_back("ignored_key", "weighting.bounds");
  }
}

void add_answers(Reported& reported, const MeasureSpec& measure, const Replies& replies) {
  std::int64_t rows = 0;
  std::int64_t unreported = 0;
  std::size_t lines = 0;
  std::string named;
  for (const auto& [answer, count] : replies.beside) {
    rows += count;
    if (++lines <= answers_listed) {
      reported.lines.emplace_back("answer_outside:" + measure.name + ":" + answer,
                                  std::to_string(count));
    } else {
      unreported += count;
    }
    if (lines <= answers_named) {
      named += (named.empty() ? "" : ", ") + answer + " (" + std::to_string(count) + ")";
    }
  }
  if (unreported > 0) {
    reported.lines.emplace_back("answers_outside_untold:" + measure.name,
                                std::to_string(unreported));
  }
  for (const std::string& answer : replies.unseen) {
    reported.lines.emplace_back("answer_unseen:" + measure.name + ":" + answer, "0");
  }
  if (rows > 0) {
    reported.findings.push_back("measure " + measure.name + ": " + rows_words(rows) +
                                " an answer that it does not name: " + named +
                                (lines > answers_named ? ", ..." : ""));
  }
}

void add_rows(Reported& reported, const CsvTable& table,
              const std::vector<std::pair<std::string, std::string>>& empty_levels) {
  if (table.blank_rows > 0) {
    reported.lines.emplace_back("blank_rows", std::to_string(table.blank_rows));
    reported.findings.push_back(rows_words(table.blank_rows) +
                                " no value in any cell: passed over");
  }
  if (table.header_rows > 0) {
    reported.lines.emplace_back("header_rows", std::to_string(table.header_rows));
    reported.findings.push_back(rows_words(table.header_rows) +
                                " the names of the columns once more: passed over");
  }
  for (const auto& [column, category] : empty_levels) {
    reported.lines.emplace_back("level_empty:" + column + ":" + category, "0");
    reported.findings.push_back("levels." + column + ": nobody is in " + category);
  }
}

}  // namespace soundings::analyse
