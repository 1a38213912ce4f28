// Intervals of a proportion or a mean (docs/methods/intervals.md).
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "soundings/estimate/estimate.h"

#include "distributions.h"

namespace soundings::estimate {
namespace {

/// What intervals are made of, of an estimate that has a value.
struct Measured {
  Variable::Kind kind = Variable::Kind::proportion;
  double base = 0.0;
  bool nobody = false;     ///< nobody positive, on counts, or nobody with a weight
  bool everybody = false;  ///< everybody positive, in the same way
  double value = 0.0;
  double variance = 0.0;
  double se = 0.0;
  double n_kish = 0.0;
  double df = 0.0;
};

/// A share so small that those who make it have no weight beside the others.
constexpr double weightless = 1e-15;

std::optional<Measured> measured(const Estimate& estimate) {
  if (!estimate.value || !estimate.variance || !estimate.se || !estimate.n_kish) {
    return std::nullopt;
  }
  return Measured{
      .kind = estimate.kind,
      .base = static_cast<double>(estimate.n),
      .nobody = estimate.positive == 0 || *estimate.value <= weightless,
      .everybody = estimate.positive == estimate.n || *estimate.value >= 1.0 - weightless,
      .value = *estimate.value,
      .variance = *estimate.variance,
      .se = *estimate.se,
      .n_kish = *estimate.n_kish,
      .df = estimate.df};
}

bool degenerate(const Measured& from) {
  return from.nobody || from.everybody || from.variance <= 0.0;
}

/// Whether the design or the margins fix a proportion: its variance is 0, or so far under that of
/// simple random sampling that only the machine's rounding is left of it.
bool fixed(const Measured& from) {
  constexpr double rounding = 1e-12;
  const double p = from.value;
  return from.kind == Variable::Kind::proportion && !from.nobody && !from.everybody &&
         from.variance <= rounding * p * (1.0 - p) / from.base;
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

double effective_size(const Measured& from) {
  const double p = from.value;
  return degenerate(from) ? std::min(from.base, from.n_kish) : p * (1.0 - p) / from.variance;
}

Interval wald(const Measured& from, double t) {
  return {.lo = from.value - t * from.se, .hi = from.value + t * from.se};
}

std::optional<Interval> logit(const Measured& from, double t) {
  if (degenerate(from)) {
    return std::nullopt;
  }
  const double p = from.value;
  const double centre = std::log(p / (1.0 - p));
  const double reach = t * from.se / (p * (1.0 - p));
  const auto expit = [](double x) { return 1.0 / (1.0 + std::exp(-x)); };
  return Interval{.lo = expit(centre - reach), .hi = expit(centre + reach)};
}

/// Wilson (1927) with the effective sample size.
Interval wilson(const Measured& from, double t) {
  const double n = effective_size(from);
  const double p = from.value;
  const double centre = p + t * t / (2.0 * n);
  const double reach = t / (2.0 * n) * std::sqrt(4.0 * n * p * (1.0 - p) + t * t);
  const double scale = 1.0 + t * t / n;
  return {.lo = from.nobody ? 0.0 : std::max(0.0, (centre - reach) / scale),
          .hi = from.everybody ? 1.0 : std::min(1.0, (centre + reach) / scale)};
}

/// Korn and Graubard (1998): Clopper-Pearson with the effective size, brought to its own degrees
/// of freedom and never above the base.
Interval beta(const Measured& from, double level) {
  const double tail = (1.0 - level) / 2.0;
  const double ratio = t_quantile(tail, from.base - 1.0) / t_quantile(tail, from.df);
  const double n = std::min(from.base, effective_size(from) * ratio * ratio);
  const double x = n * from.value;
  return {.lo = from.nobody ? 0.0 : beta_quantile(tail, x, n - x + 1.0),
          .hi = from.everybody ? 1.0 : beta_quantile(1.0 - tail, x + 1.0, n - x)};
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
  const auto from = measured(estimate);
  if (!from || from->df < 1.0) {
    return std::nullopt;
  }
  if (method != IntervalMethod::wald && estimate.kind == Variable::Kind::mean) {
    return std::nullopt;
  }
  if (fixed(*from)) {
    return Interval{.lo = from->value, .hi = from->value};
  }
  if (method == IntervalMethod::beta) {
    return beta(*from, level);
  }
  const double t = reach_of(level, from->df);
  switch (method) {
    case IntervalMethod::wald:
      return wald(*from, t);
    case IntervalMethod::logit:
      return logit(*from, t);
    case IntervalMethod::wilson:
    case IntervalMethod::beta:
      break;
  }
  return wilson(*from, t);
}

}  // namespace soundings::estimate
