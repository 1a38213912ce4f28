// Calibration of a sample to known totals: post-stratification, raking and bounded
// raking over the distinct profiles of a table of cells.
//
// Knows no survey, reads no clock, does no I/O. Equal inputs give equal bytes.
// Formulas: docs/methods/raking.md, after Deville & Sarndal (1992), J. Am. Stat.
// Assoc. 87, 376-382. Held against R `survey` by tests/oracles.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/survey/cells.h"
#include "soundings/survey/weighting_report.h"

namespace soundings::weigh {

enum class Method { none, base, poststratify, rake };

/// What to do with a target category that nobody is in.
enum class Absent { error, renormalise };

struct MarginTarget {
  std::string category;  ///< a code, or codes joined by '|' for a crossed margin
  double target = 0.0;   ///< any scale; rescaled to the common total
};

/// A known total per category. name: a column of the cells, or several joined by '|'.
struct Margin {
  std::string name;
  std::vector<MarginTarget> targets;
};

struct Plan {
  Method method = Method::none;
  std::vector<Margin> margins;  ///< one for poststratify, one or more for rake
  Absent absent = Absent::error;
  std::optional<double> population_total;       ///< default: the total of the first margin
  std::optional<std::array<double, 2>> bounds;  ///< on g relative to N / sum of base weights
  int max_iterations = 500;
};

/// Whether bounds apply: one margin is met exactly by post-stratification, whatever they are.
[[nodiscard]] bool is_bounded(const Plan& plan) noexcept;

/// Why a sample cannot be calibrated as asked.
struct Fault {
  enum class Kind {
    unknown_column,      ///< a margin names no column
    repeated_category,   ///< a category has two targets
    unmatched_category,  ///< respondents in a category without a target
    absent_category,     ///< a target category without respondents, policy error
    not_converged,       ///< the largest gap stayed at 1e-9 or more
    infeasible_bounds,   ///< no weights within the bounds meet the targets
    empty_sample,
  };
  Kind kind = Kind::empty_sample;
  std::string margin;
  std::string category;
  double gap = 0.0;     ///< relative; not_converged and infeasible_bounds only
  std::string message;  ///< one sentence naming margin, category and rule
  /// What was asked of each margin; not_converged and infeasible_bounds only.
  std::vector<MarginSummary> margins{};
};

/// A calibrated sample: the cells, the weight each profile carries, and what variance
/// estimation needs of the calibration. Immutable; safe to share between threads.
class Sample {
 public:
  struct State;
  explicit Sample(std::shared_ptr<const State> state) noexcept : state_(std::move(state)) {}

  [[nodiscard]] const Cells& cells() const noexcept;
  /// Final over base weight of each cell; one per cell.
  [[nodiscard]] std::span<const double> g() const noexcept;
  [[nodiscard]] const WeightingReport& report() const noexcept;
  [[nodiscard]] const State& state() const noexcept { return *state_; }

 private:
  std::shared_ptr<const State> state_;
};

/// cells: every response of the design, don't knows included.
[[nodiscard]] Expected<Sample, Fault> calibrate(std::shared_ptr<const Cells> cells,
                                                const Plan& plan);

}  // namespace soundings::weigh
