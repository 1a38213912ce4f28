// Estimates, contrasts and their standard errors from a calibrated sample.
#include "soundings/estimate/estimate.h"

#include <algorithm>
#include <cmath>

#include "distributions.h"
#include "influence.h"

namespace soundings::estimate {
namespace {

using State = weigh::Sample::State;

/// The numbers of one base; variance: of its mean.
Estimate describe(const State& state, const Influence& of, Variable::Kind kind, double variance) {
  const auto n = static_cast<double>(of.n);
  Estimate made{.n_domain = of.n_domain,
                .n = of.n,
                .positive = kind == Variable::Kind::proportion ? of.positive : 0,
                .weighted_base = of.weighted_base,
                .value = of.mean,
                .variance = variance,
                .se = std::sqrt(variance),
                .deff = std::nullopt,
                .n_eff = std::nullopt,
                .n_kish = of.weighted_base * of.weighted_base / of.squared_weights,
                .deff_kish = std::nullopt,
                .df = degrees_of_freedom(state, of.cells),
                .status = of.n == 1 ? Status::single : Status::ok,
                .kind = kind};
  made.deff_kish = n / *made.n_kish;
  if (of.n > 1 && !of.constant && of.spread > 0.0) {
    made.deff = variance * (n - 1.0) / of.spread;
    if (variance > 0.0) {
      made.n_eff = of.spread / variance;
    }
  }
  return made;
}

Estimate of_base(const State& state, const Influence& of, Variable::Kind kind, LonelyUnit lonely) {
  if (of.n == 0 || of.weighted_base <= 0.0) {
    return {.n_domain = of.n_domain,
            .n = of.n,
            .value = std::nullopt,
            .variance = std::nullopt,
            .se = std::nullopt,
            .deff = std::nullopt,
            .n_eff = std::nullopt,
            .n_kish = std::nullopt,
            .deff_kish = std::nullopt,
            .kind = kind};
  }
  return describe(state, of, kind, variance(state, of, lonely));
}

/// Fills in the difference and, where its standard error allows, the test of it.
void test_difference(Contrast& contrast, double difference, double se, double level) {
  contrast.difference = difference;
  contrast.se = se;
  if (!(se > 0.0) || contrast.df < 1.0) {
    return;
  }
  const double t = difference / se;
  contrast.t = t;
  contrast.p = t_two_sided(t, contrast.df);
  const double reach = t_quantile(1.0 - (1.0 - level) / 2.0, contrast.df) * se;
  contrast.interval = Interval{.lo = difference - reach, .hi = difference + reach};
}

/// Cells of either base, in the order of sums.
std::vector<std::uint32_t> united(const State& state, const Influence& a, const Influence& b) {
  std::vector<bool> held(state.cells->cells.size(), false);
  for (const auto* base : {&a.cells, &b.cells}) {
    for (const std::uint32_t c : *base) {
      held[c] = true;
    }
  }
  std::vector<std::uint32_t> both;
  for (const std::uint32_t c : state.order) {
    if (held[c]) {
      both.push_back(c);
    }
  }
  return both;
}

}  // namespace

Expected<Estimate, Fault> estimate(const weigh::Sample& sample, const Domain& domain,
                                   const Variable& variable, LonelyUnit lonely) {
  if (auto fault = lonely_stratum(sample.cells(), lonely)) {
    return unexpected(*std::move(fault));
  }
  const State& state = sample.state();
  return of_base(state, influence(state, domain, variable), variable.kind, lonely);
}

Expected<Contrast, Fault> contrast(const weigh::Sample& sample, const Domain& a, const Domain& b,
                                   const Variable& variable, double level, LonelyUnit lonely) {
  if (auto fault = lonely_stratum(sample.cells(), lonely)) {
    return unexpected(*std::move(fault));
  }
  const State& state = sample.state();
  const Influence in_a = influence(state, a, variable);
  const Influence in_b = influence(state, b, variable);
  Contrast made{.a = of_base(state, in_a, variable.kind, lonely),
                .b = of_base(state, in_b, variable.kind, lonely),
                .difference = std::nullopt,
                .se = std::nullopt,
                .covariance = std::nullopt,
                .t = std::nullopt,
                .p = std::nullopt,
                .interval = std::nullopt};
  if (!made.a.value || !made.b.value) {
    return made;
  }
  const Covariance v = covariance(state, in_a, in_b, lonely);
  made.covariance = v.both;
  made.df = degrees_of_freedom(state, united(state, in_a, in_b)) - 1.0;
  test_difference(made, *made.a.value - *made.b.value,
                  std::sqrt(std::max(0.0, v.a + v.b - 2.0 * v.both)), level);
  return made;
}

Contrast independent_contrast(const Estimate& a, const Estimate& b, double level) {
  Contrast made{.a = a,
                .b = b,
                .difference = std::nullopt,
                .se = std::nullopt,
                .covariance = std::nullopt,
                .t = std::nullopt,
                .p = std::nullopt,
                .interval = std::nullopt};
  if (!a.value || !a.variance || !b.value || !b.variance) {
    return made;
  }
  made.covariance = 0.0;
  made.df = a.df + b.df - 1.0;
  test_difference(made, *a.value - *b.value, std::sqrt(*a.variance + *b.variance), level);
  return made;
}

Domain select(const Cells& cells, std::span<const std::pair<std::string, std::string>> where) {
  std::vector<std::pair<std::size_t, std::uint16_t>> wanted;
  for (const auto& [column, code] : where) {
    const auto at = std::find_if(cells.columns.begin(), cells.columns.end(),
                                 [&id = column](const CellColumn& one) { return one.id == id; });
    if (at == cells.columns.end()) {
      return {};
    }
    const auto found = std::find(at->codes.begin(), at->codes.end(), code);
    if (found == at->codes.end()) {
      return {};
    }
    wanted.emplace_back(at - cells.columns.begin(), found - at->codes.begin());
  }
  Domain domain;
  for (std::size_t c = 0; c < cells.cells.size(); ++c) {
    const auto matches = [&codes = cells.cells[c].codes](const auto& pair) {
      return codes[pair.first] == pair.second;
    };
    if (std::all_of(wanted.begin(), wanted.end(), matches)) {
      domain.push_back(static_cast<std::uint32_t>(c));
    }
  }
  return domain;
}

}  // namespace soundings::estimate
