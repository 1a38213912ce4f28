// Changes of printed figures: square and add of their ranges, and verdicts of the family.
#include "soundings/figures/printed_change.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <optional>

#include "soundings/estimate/areas.h"

namespace soundings::figures {
namespace {

constexpr double normal_95 = 1.959963984540054;
constexpr double false_discoveries = 0.05;

using Estimate = std::optional<Shown> Row::*;

/// The rows of one figure in the earlier tables; empty where one of them has none.
std::vector<const Row*> rows_of(const std::vector<Table>& tables, const DomainKey& key) {
  std::vector<const Row*> rows;
  for (const Table& table : tables) {
    if (const Row* row = table.find(key)) {
      rows.push_back(row);
    }
  }
  return rows.size() == tables.size() ? rows : std::vector<const Row*>{};
}

/// The mean of printed figures by base, with its range where each has one. Nothing where one of
/// them has no figure.
std::optional<Shown> together(const std::vector<const Row*>& rows, Estimate which) {
  double all = 0.0;
  for (const Row* row : rows) {
    if (row->hidden || !(row->*which) || row->base.value_or(0) == 0) {
      return std::nullopt;
    }
    all += static_cast<double>(*row->base);
  }
  if (rows.empty()) {
    return std::nullopt;
  }
  Shown made;
  double below = 0.0;
  double above = 0.0;
  bool ranged = true;
  for (const Row* row : rows) {
    const Shown& one = *(row->*which);
    const double share = static_cast<double>(*row->base) / all;
    made.value += share * one.value;
    ranged = ranged && one.lo && one.hi;
    if (ranged) {
      below += std::pow(share * (one.value - *one.lo), 2);
      above += std::pow(share * (*one.hi - one.value), 2);
    }
  }
  if (ranged) {
    made.lo = made.value - std::sqrt(below);
    made.hi = made.value + std::sqrt(above);
  }
  return made;
}

/// The probability of so large a difference where there is none, either way.
double probability(double points, double lo, double hi) {
  const double towards_zero = points > 0.0 ? points - lo : hi - points;
  return towards_zero > 0.0
             ? std::erfc(std::abs(points) * normal_95 / towards_zero / std::numbers::sqrt2)
             : 1.0;
}

std::optional<Difference> difference(const std::optional<Shown>& a, const std::optional<Shown>& b) {
  if (!a || !b) {
    return std::nullopt;
  }
  Difference made{.points = a->value - b->value};
  if (a->lo && a->hi && b->lo && b->hi) {
    made.lo = made.points - std::hypot(a->value - *a->lo, *b->hi - b->value);
    made.hi = made.points + std::hypot(*a->hi - a->value, b->value - *b->lo);
    made.p = probability(made.points, *made.lo, *made.hi);
  }
  return made;
}

std::optional<std::int64_t> base_of(const std::vector<const Row*>& rows) {
  std::int64_t all = 0;
  for (const Row* row : rows) {
    if (!row->base) {
      return std::nullopt;
    }
    all += *row->base;
  }
  return rows.empty() ? std::nullopt : std::optional(all);
}

std::vector<std::string> marks_of(const Row& now, const std::vector<const Row*>& earlier) {
  std::vector<std::string> marks = now.marks;
  for (const Row* row : earlier) {
    for (const std::string& mark : row->marks) {
      if (std::ranges::find(marks, mark) == marks.end()) {
        marks.push_back(mark);
      }
    }
  }
  return marks;
}

/// The weighted difference, or else the unweighted one; nullptr where there is neither.
const Difference* leading(const Comparison& row) {
  if (row.weighted) {
    return &*row.weighted;
  }
  return row.unweighted ? &*row.unweighted : nullptr;
}

/// A verdict that needs no test.
std::optional<Verdict> settled(const Definitions& definitions, const Comparison& row) {
  if (row.hidden) {
    return Verdict::hidden;
  }
  const Difference* found = leading(row);
  if (found == nullptr || !found->p) {
    return Verdict::cannot_say;
  }
  const std::int64_t fewest = std::min(row.a.base.value_or(0), row.b->base.value_or(0));
  return fewest < definitions.disclosure.unreliable_below ? std::optional(Verdict::too_few)
                                                          : std::nullopt;
}

Comparison comparison(const PrintedChange& change, const Row& row) {
  const std::vector<const Row*> earlier = rows_of(change.earlier, row.key);
  Comparison made{.a = {.measure = change.now.measure, .key = row.key, .period = change.now.period},
                  .b = Side{.measure = change.now.measure, .key = row.key, .period = change.then},
                  .marks = marks_of(row, earlier)};
  const auto hidden =
      std::ranges::find_if(earlier, [](const Row* each) { return each->hidden.has_value(); });
  if (row.hidden || hidden != earlier.end()) {
    made.hidden = row.hidden ? row.hidden : (*hidden)->hidden;
    return made;
  }
  made.a.base = row.base;
  made.a.unweighted = row.unweighted;
  made.a.weighted = row.weighted;
  made.b->base = base_of(earlier);
  made.b->unweighted = together(earlier, &Row::unweighted);
  made.b->weighted = together(earlier, &Row::weighted);
  made.unweighted = difference(made.a.unweighted, made.b->unweighted);
  made.weighted = difference(made.a.weighted, made.b->weighted);
  return made;
}

Comparisons heading(const Definitions& definitions, const PrintedChange& change) {
  const Table& table = change.now;
  const Measure* measure = definitions.find_measure(table.measure);
  return {.survey = table.survey,
          .measure = table.measure,
          .item = table.item,
          .period = table.period,
          .release = table.release,
          .by = change.by,
          .statistic = table.statistic,
          .against = change.against,
          .scheme = table.scheme,
          .scheme_version = table.scheme_version,
          .level = table.level,
          .decimals = table.decimals,
          .good = measure == nullptr ? Measure::Direction::up : measure->good,
          .definition_version = table.definition_version,
          .data_version = table.data_version};
}

bool wanted(const PrintedChange& change, const Row& row) {
  const auto code = row.key.find(change.by);
  return change.by.empty()
             ? &row == &change.now.rows.front()
             : code != row.key.end() && (change.code.empty() || code->second == change.code);
}

Comparisons comparisons(const Definitions& definitions, const PrintedChange& change) {
  Comparisons made = heading(definitions, change);
  for (const Row& row : change.now.rows) {
    if (wanted(change, row)) {
      made.rows.push_back(comparison(change, row));
    }
  }
  return made;
}

Verdict verdict_of(const Difference& found) {
  if (*found.q <= false_discoveries) {
    return found.points > 0.0 ? Verdict::higher : Verdict::lower;
  }
  return *found.p <= false_discoveries ? Verdict::not_clear : Verdict::same;
}

/// Adjusts p over what is tested and gives each difference its verdict; how many were tested.
std::size_t judge(const Definitions& definitions, std::vector<Comparisons>& all,
                  std::optional<Difference> Comparison::* which) {
  std::vector<Difference*> tested;
  std::vector<double> p;
  for (Comparisons& each : all) {
    for (Comparison& row : each.rows) {
      auto& found = row.*which;
      if (!found) {
        continue;
      }
      if (const auto verdict = settled(definitions, row)) {
        found->p.reset();
        found->verdict = *verdict;
      } else if (found->p) {
        tested.push_back(&*found);
        p.push_back(*found->p);
      }
    }
  }
  const std::vector<double> q = estimate::benjamini_hochberg(p);
  for (std::size_t at = 0; at < tested.size(); ++at) {
    tested[at]->q = q[at];
    tested[at]->verdict = verdict_of(*tested[at]);
  }
  return tested.size();
}

/// Of a row whose differences were judged.
Verdict verdict_of(const Comparison& row) {
  if (row.hidden) {
    return Verdict::hidden;
  }
  const Difference* found = leading(row);
  return found == nullptr ? Verdict::cannot_say : found->verdict;
}

}  // namespace

std::vector<Comparisons> printed_changes(const Definitions& definitions,
                                         const std::vector<PrintedChange>& together) {
  std::vector<Comparisons> all(together.size());
  std::ranges::transform(together, all.begin(), [&definitions](const PrintedChange& change) {
    return comparisons(definitions, change);
  });
  const std::size_t plain = judge(definitions, all, &Comparison::unweighted);
  const std::size_t weighted = judge(definitions, all, &Comparison::weighted);
  for (Comparisons& each : all) {
    each.family = std::max(plain, weighted);
    for (Comparison& row : each.rows) {
      row.verdict = verdict_of(row);
    }
  }
  return all;
}

}  // namespace soundings::figures
