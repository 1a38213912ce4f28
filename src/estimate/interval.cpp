// Intervals of a proportion or a mean (docs/methods/intervals.md).
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "soundings/estimate/estimate.h"

#include "distributions.h"

namespace soundings::estimate {
namespace {

/// Nobody or everybody positive, on counts; or a variance of nothing.
bool degenerate(const Estimate& estimate) {
  return estimate.positive == 0 || estimate.positive == estimate.n || *estimate.variance <= 0.0;
}

/// The quantile that intervals of one level ask for again and again, kept by whole degrees of
/// freedom. One table a thread; it holds constants, never figures.
double reach_of(double level, double df) {
  thread_local double kept_level = 0.0;
  thread_local std::array<double, 4096> kept{};
  const double upper = 1.0 - (1.0 - level) / 2.0;
  const auto whole = static_cast<std::size_t>(std::min(df, 4096.0));
  if (whole >= kept.size() || static_cast<double>(whole) < df) {
    return t_quantile(upper, df);
  }
  if (kept_level < level || kept_level > level) {
    kept.fill(0.0);
    kept_level = level;
  }
  double& quantile = kept[whole];
  if (quantile <= 0.0) {
    quantile = t_quantile(upper, df);
  }
  return quantile;
}

double effective_size(const Estimate& estimate) {
  const double p = *estimate.value;
  return degenerate(estimate) ? std::min(static_cast<double>(estimate.n), *estimate.n_kish)
                              : p * (1.0 - p) / *estimate.variance;
}

Interval wald(const Estimate& estimate, double t) {
  return {.lo = *estimate.value - t * *estimate.se, .hi = *estimate.value + t * *estimate.se};
}

std::optional<Interval> logit(const Estimate& estimate, double t) {
  if (degenerate(estimate)) {
    return std::nullopt;
  }
  const double p = *estimate.value;
  const double centre = std::log(p / (1.0 - p));
  const double reach = t * *estimate.se / (p * (1.0 - p));
  const auto expit = [](double x) { return 1.0 / (1.0 + std::exp(-x)); };
  return Interval{.lo = expit(centre - reach), .hi = expit(centre + reach)};
}

/// Wilson (1927) with the effective sample size.
Interval wilson(const Estimate& estimate, double t) {
  const double n = effective_size(estimate);
  const double p = *estimate.value;
  const double centre = p + t * t / (2.0 * n);
  const double reach = t / (2.0 * n) * std::sqrt(4.0 * n * p * (1.0 - p) + t * t);
  const double scale = 1.0 + t * t / n;
  return {.lo = estimate.positive == 0 ? 0.0 : std::max(0.0, (centre - reach) / scale),
          .hi = estimate.positive == estimate.n ? 1.0 : std::min(1.0, (centre + reach) / scale)};
}

/// Korn and Graubard (1998): Clopper-Pearson with the effective size, brought to its own degrees
/// of freedom and never above the base.
Interval beta(const Estimate& estimate, double level) {
  const double tail = (1.0 - level) / 2.0;
  const auto base = static_cast<double>(estimate.n);
  const double ratio = t_quantile(tail, base - 1.0) / t_quantile(tail, estimate.df);
  const double n = std::min(base, effective_size(estimate) * ratio * ratio);
  const double x = n * *estimate.value;
  return {.lo = estimate.positive == 0 ? 0.0 : beta_quantile(tail, x, n - x + 1.0),
          .hi = estimate.positive == estimate.n ? 1.0 : beta_quantile(1.0 - tail, x + 1.0, n - x)};
}

constexpr std::array<std::pair<std::string_view, IntervalMethod>, 4> names{
    {{"wilson", IntervalMethod::wilson},
     {"logit", IntervalMethod::logit},
     {"beta", IntervalMethod::beta},
     {"wald", IntervalMethod::wald}}};

}  // namespace

std::optional<IntervalMethod> parse_interval(std::string_view text) noexcept {
  for (const auto& [name, method] : names) {
    if (name == text) {
      return method;
    }
  }
  return std::nullopt;
}

std::string_view to_text(IntervalMethod method) noexcept {
  for (const auto& [name, one] : names) {
    if (one == method) {
      return name;
    }
  }
  return {};
}

std::optional<Interval> interval(const Estimate& estimate, IntervalMethod method, double level) {
  if (!estimate.value || estimate.df < 1.0) {
    return std::nullopt;
  }
  if (method != IntervalMethod::wald && estimate.kind == Variable::Kind::mean) {
    return std::nullopt;
  }
  if (method == IntervalMethod::beta) {
    return beta(estimate, level);
  }
  const double t = reach_of(level, estimate.df);
  switch (method) {
    case IntervalMethod::wald:
      return wald(estimate, t);
    case IntervalMethod::logit:
      return logit(estimate, t);
    case IntervalMethod::wilson:
    case IntervalMethod::beta:
      break;
  }
  return wilson(estimate, t);
}

}  // namespace soundings::estimate
