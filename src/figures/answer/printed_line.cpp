// Printed counts as the cells of a sample of one answer a person.
#include "soundings/figures/printed_line.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <string>

#include "soundings/estimate/estimate.h"
#include "soundings/weigh/calibrate.h"

namespace soundings::figures {
namespace {

constexpr double per_cent = 100.0;
constexpr double level = 0.95;
constexpr double significant_below = 0.05;

/// What the second column of the cells says: which of the two lines an answer stands in.
enum Side : std::uint16_t { in_neither = 1, in_line = 2, in_other = 3 };

/// Positions of the scale.
constexpr std::int32_t satisfied = 0;
constexpr std::int32_t not_satisfied = 1;

std::string name_of(std::size_t stratum) {
  return "s" + std::to_string(stratum);
}

void add(Cells& cells, std::size_t stratum, Side side, std::int32_t answer, std::int64_t count) {
  if (count <= 0) {
    return;
  }
  const auto all = static_cast<double>(count);
  cells.cells.push_back({.stratum = 0,
                         .codes = {static_cast<std::uint16_t>(stratum + 1), side},
                         .answer = answer,
                         .count = count,
                         .weight = all,
                         .weight_squared = all});
}

std::shared_ptr<const Cells> cells_of(const std::vector<PrintedStratum>& strata) {
  auto cells = std::make_shared<Cells>();
  cells->columns = {{.id = "stratum", .codes = {"(missing)"}},
                    {.id = "side", .codes = {"(missing)", "neither", "line", "other"}}};
  cells->strata = {"printed"};
  cells->population = {0.0};
  cells->answers = {"satisfied", "other"};
  std::int64_t people = 0;
  for (std::size_t at = 0; at < strata.size(); ++at) {
    const PrintedStratum& one = strata[at];
    cells->columns[0].codes.push_back(name_of(at));
    const std::int64_t beside = one.responses - one.line.base - one.other.base;
    add(*cells, at, in_neither, outside_base, beside);
    add(*cells, at, in_line, satisfied, one.line.satisfied);
    add(*cells, at, in_line, not_satisfied, one.line.base - one.line.satisfied);
    add(*cells, at, in_other, satisfied, one.other.satisfied);
    add(*cells, at, in_other, not_satisfied, one.other.base - one.other.satisfied);
    people += one.responses;
  }
  cells->units = {people};
  return cells;
}

/// Cells without a target keep their share of the responses, and the others share the rest by their
/// targets.
weigh::Plan plan_of(const std::vector<PrintedStratum>& strata, PrintedWeights weights) {
  weigh::Plan plan{
      .method = weigh::Method::none, .margins = {}, .population_total = {}, .bounds = {}};
  if (weights == PrintedWeights::none) {
    return plan;
  }
  double targets = 0.0;
  double people = 0.0;
  double untargeted = 0.0;
  for (const PrintedStratum& one : strata) {
    const auto responses = static_cast<double>(one.responses);
    targets += one.target;
    people += responses;
    untargeted += one.target > 0.0 ? 0.0 : responses;
  }
  weigh::Margin margin{.name = "stratum", .targets = {}};
  for (std::size_t at = 0; at < strata.size(); ++at) {
    const PrintedStratum& one = strata[at];
    if (one.responses <= 0) {
      continue;
    }
    const double share = one.target > 0.0 ? one.target / targets * (1.0 - untargeted / people)
                                          : static_cast<double>(one.responses) / people;
    margin.targets.push_back({.category = name_of(at), .target = targets * share});
  }
  plan.method = weigh::Method::poststratify;
  plan.margins.push_back(std::move(margin));
  return plan;
}

std::optional<weigh::Sample> sample_of(const std::vector<PrintedStratum>& strata,
                                       PrintedWeights weights) {
  const bool wanting = std::ranges::any_of(
      strata, [](const PrintedStratum& one) { return one.target > 0.0 && one.responses <= 0; });
  if (weights == PrintedWeights::poststratified && wanting) {
    return std::nullopt;
  }
  const auto sample = weigh::calibrate(cells_of(strata), plan_of(strata, weights));
  return sample ? std::optional(*sample) : std::nullopt;
}

estimate::Domain side_of(const weigh::Sample& sample, Side side) {
  estimate::Domain domain;
  const auto& cells = sample.cells().cells;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    if (cells[at].codes[1] == side) {
      domain.push_back(static_cast<std::uint32_t>(at));
    }
  }
  return domain;
}

estimate::Variable proportion() {
  return {.kind = estimate::Variable::Kind::proportion, .value = {1.0, 0.0}};
}

/// made: with a value.
PrintedEstimate printed_of(const estimate::Estimate& made) {
  PrintedEstimate printed{.value = per_cent * *made.value, .lo = {}, .hi = {}};
  if (const auto range = estimate::interval(made, estimate::IntervalMethod::wilson, level)) {
    printed.lo = per_cent * range->lo;
    printed.hi = per_cent * range->hi;
  }
  return printed;
}

}  // namespace

std::optional<PrintedEstimate> estimate_of(const std::vector<PrintedStratum>& strata,
                                           PrintedWeights weights) {
  const auto sample = sample_of(strata, weights);
  if (!sample) {
    return std::nullopt;
  }
  const auto made = estimate::estimate(*sample, side_of(*sample, in_line), proportion(),
                                       estimate::LonelyUnit::certainty);
  if (!made || !made->value) {
    return std::nullopt;
  }
  return printed_of(*made);
}

std::optional<PrintedDifference> difference_of(const std::vector<PrintedStratum>& strata,
                                               PrintedWeights weights) {
  const auto sample = sample_of(strata, weights);
  if (!sample) {
    return std::nullopt;
  }
  const auto made =
      estimate::contrast(*sample, side_of(*sample, in_line), side_of(*sample, in_other),
                         proportion(), level, estimate::LonelyUnit::certainty);
  if (!made || !made->difference || !made->b.value) {
    return std::nullopt;
  }
  PrintedDifference printed{
      .other = printed_of(made->b), .points = per_cent * *made->difference, .lo = {}, .hi = {}};
  if (made->interval) {
    printed.lo = per_cent * made->interval->lo;
    printed.hi = per_cent * made->interval->hi;
    printed.significant = made->p && *made->p < significant_below;
  }
  return printed;
}

}  // namespace soundings::figures
