// What calibration did, in numbers.
#include "report.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "soundings/weigh/sum.h"

namespace soundings::weigh {
namespace {

/// The smallest value that at least `share` of the respondents do not exceed.
double quantile(const std::vector<std::pair<double, std::int64_t>>& ascending, std::int64_t people,
                double share) {
  const double wanted = share * static_cast<double>(people);
  std::int64_t seen = 0;
  for (const auto& [value, count] : ascending) {
    seen += count;
    if (static_cast<double>(seen) >= wanted) {
      return value;
    }
  }
  return ascending.back().first;
}

void spread_of_g(WeightingReport& report, const Cells& cells, std::span<const std::uint32_t> order,
                 std::span<const double> g) {
  const double mean = report.sum_final / report.sum_base;
  std::vector<std::pair<double, std::int64_t>> values;
  std::int64_t people = 0;
  for (const std::uint32_t c : order) {
    values.emplace_back(g[c] / mean, cells.cells[c].count);
    people += cells.cells[c].count;
  }
  std::sort(values.begin(), values.end());
  report.g_min = values.front().first;
  report.g_p05 = quantile(values, people, 0.05);
  report.g_median = quantile(values, people, 0.5);
  report.g_p95 = quantile(values, people, 0.95);
  report.g_max = values.back().first;
}

/// The heaviest base weight that a cell can hold, given its count, sum and sum of squares; exact
/// when the weights of a cell are equal or it holds one.
double heaviest(const Cell& cell) {
  const auto count = static_cast<double>(cell.count);
  const double mean = cell.weight / count;
  const double variance = std::max(0.0, cell.weight_squared / count - mean * mean);
  return mean + std::sqrt(variance * (count - 1.0));
}

/// |p - q| over the pooled standard deviation of a 0/1 variable; 0 when both are certain.
double standardised(double share, double target) {
  const double variance = (share * (1.0 - share) + target * (1.0 - target)) / 2.0;
  return variance > 0.0 ? std::abs(share - target) / std::sqrt(variance) : 0.0;
}

}  // namespace

WeightingReport describe(const Cells& cells, std::span<const std::uint32_t> order,
                         std::span<const double> g) {
  WeightingReport report;
  Sum base;
  Sum final_weight;
  Sum squares;
  std::int64_t people = 0;
  double largest = 0.0;
  for (const std::uint32_t c : order) {
    const Cell& cell = cells.cells[c];
    base.add(cell.weight);
    final_weight.add(g[c] * cell.weight);
    squares.add(g[c] * g[c] * cell.weight_squared);
    people += cell.count;
    largest = std::max(largest, cell.count > 0 ? g[c] * heaviest(cell) : 0.0);
  }
  report.sum_base = base.value();
  report.sum_final = final_weight.value();
  if (people == 0 || report.sum_final <= 0.0) {
    return report;
  }
  const auto n = static_cast<double>(people);
  report.n_kish = report.sum_final * report.sum_final / squares.value();
  report.deff_kish = n / report.n_kish;
  report.efficiency = report.n_kish / n;
  report.largest_share = largest / report.sum_final;
  spread_of_g(report, cells, order, g);
  return report;
}

void describe_margins(WeightingReport& report, const Cells& cells, const Problem& problem,
                      std::span<const std::uint32_t> profile, std::span<const double> g) {
  const std::vector<double> ones(problem.base.size(), 1.0);
  for (const FittedMargin& margin : problem.margins) {
    MarginSummary summary = margin.summary;
    std::vector<std::int64_t> people(margin.target.size(), 0);
    for (std::size_t c = 0; c < cells.cells.size(); ++c) {
      people[margin.category[profile[c]]] += cells.cells[c].count;
    }
    const std::vector<double> before = margin_sums(problem, margin, ones);
    const std::vector<double> after = margin_sums(problem, margin, g);
    for (std::size_t k = 0; k < margin.target.size(); ++k) {
      const double scaled = before[k] * problem.total / report.sum_base;
      report.lines.push_back({.margin = margin.name,
                              .category = margin.categories[k],
                              .respondents = people[k],
                              .target = margin.target[k],
                              .before = scaled,
                              .after = after[k]});
      const double share = margin.target[k] / problem.total;
      summary.asmd_before =
          std::max(summary.asmd_before, standardised(scaled / problem.total, share));
      summary.asmd_after =
          std::max(summary.asmd_after, standardised(after[k] / problem.total, share));
    }
    report.margins.push_back(std::move(summary));
  }
}

}  // namespace soundings::weigh
