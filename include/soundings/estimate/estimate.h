// Proportions and means of a domain with linearised, calibration-aware standard
// errors, from a calibrated sample (docs/methods/variance.md).
//
// A domain is a mask over the sample's cells, never a filtered copy: the rest of
// the design stays in the variance.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/weigh/calibrate.h"

namespace soundings::estimate {

/// Cells of a sample, as ascending indices.
using Domain = std::vector<std::uint32_t>;

/// What each position of the item's scale counts as: 0 or 1 for a proportion, a score for a
/// mean; nothing for a position outside the base. dont_know: the same of those who do not know.
struct Variable {
  enum class Kind { proportion, mean };
  Kind kind = Kind::proportion;
  std::vector<std::optional<double>> value;
  std::optional<double> dont_know{};
};

/// What to do with a stratum that has one primary sampling unit.
enum class LonelyUnit { fail, certainty, adjust };

enum class Status { ok, single, empty };

/// Proportions in [0, 1]. Absent values are undefined, never zero.
struct Estimate {
  std::int64_t n_domain = 0;  ///< responses in the domain
  std::int64_t n = 0;         ///< of them with a valid answer: the base
  std::int64_t positive = 0;  ///< unweighted; proportions only
  double weighted_base = 0.0;
  std::optional<double> value;
  std::optional<double> variance;
  std::optional<double> se;
  std::optional<double> deff;    ///< against simple random sampling with replacement
  std::optional<double> n_eff;   ///< p(1-p) / variance
  std::optional<double> n_kish;  ///< (sum w)^2 / sum w^2 over the base
  std::optional<double> deff_kish;
  double df = 0.0;  ///< units less strata among the base
  Status status = Status::empty;
  Variable::Kind kind = Variable::Kind::proportion;
};

/// A stratum with one unit under LonelyUnit::fail, by name.
struct Fault {
  std::string stratum;
  std::string message;
};

[[nodiscard]] Expected<Estimate, Fault> estimate(const weigh::Sample& sample, const Domain& domain,
                                                 const Variable& variable,
                                                 LonelyUnit lonely = LonelyUnit::fail);

enum class IntervalMethod { wilson, logit, beta, wald };

/// "wilson", "logit", "beta" (Korn-Graubard) or "wald"; nothing for another word.
[[nodiscard]] std::optional<IntervalMethod> parse_interval(std::string_view text) noexcept;
[[nodiscard]] std::string_view to_text(IntervalMethod method) noexcept;

struct Interval {
  double lo = 0.0;
  double hi = 0.0;
};

/// level: 0.95 and the like. Nothing when df < 1 or the method is undefined there.
[[nodiscard]] std::optional<Interval> interval(const Estimate& estimate, IntervalMethod method,
                                               double level = 0.95);

/// a less b, from one sample, covariance included. df: of the union, less one.
struct Contrast {
  Estimate a;
  Estimate b;
  std::optional<double> difference;
  std::optional<double> se;
  std::optional<double> covariance;
  double df = 0.0;
  std::optional<double> t;
  std::optional<double> p;
  std::optional<Interval> interval;
};

[[nodiscard]] Expected<Contrast, Fault> contrast(const weigh::Sample& sample, const Domain& a,
                                                 const Domain& b, const Variable& variable,
                                                 double level = 0.95,
                                                 LonelyUnit lonely = LonelyUnit::fail);

/// a less b from two samples that share nobody: their variances add.
[[nodiscard]] Contrast independent_contrast(const Estimate& a, const Estimate& b,
                                            double level = 0.95);

/// Every cell whose codes match: column -> code pairs, all of them. An unknown column or code
/// matches nothing.
[[nodiscard]] Domain select(const Cells& cells,
                            std::span<const std::pair<std::string, std::string>> where);

}  // namespace soundings::estimate
