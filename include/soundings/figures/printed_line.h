// The one estimator, fed with a printed table in place of answers: what a release prints beside its
// counts is worked out from those counts and from public targets, so that it reveals nothing more
// (docs/methods/releases.md). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace soundings::figures {

/// Valid answers, and the satisfied ones among them.
struct PrintedCount {
  std::int64_t base = 0;
  std::int64_t satisfied = 0;
};

/// The people of one weighting cell, or of several cells that are weighted together. responses: all
/// of them, in the line or not. target: what they weigh together, on any scale; 0 for a cell that
/// keeps its own share. other: the line that the first is compared with; it shares nobody with it.
struct PrintedStratum {
  std::int64_t responses = 0;
  double target = 0.0;
  PrintedCount line;
  PrintedCount other;
};

/// Per cent, with the ends of its 95% range where it has one.
struct PrintedEstimate {
  double value = 0.0;
  std::optional<double> lo;
  std::optional<double> hi;
};

/// In points. other: the line that is compared with. significant: p < 0.05.
struct PrintedDifference {
  PrintedEstimate other;
  double points = 0.0;
  std::optional<double> lo;
  std::optional<double> hi;
  bool significant = false;
};

enum class PrintedWeights { none, poststratified };

/// Wilson's range from the linearised variance, one answer a person. Nothing without a base, or
/// where a weighted cell has nobody.
[[nodiscard]] std::optional<PrintedEstimate> estimate_of(const std::vector<PrintedStratum>& strata,
                                                         PrintedWeights weights);

/// The line less the other one, with their covariance. Nothing where either has no base.
[[nodiscard]] std::optional<PrintedDifference> difference_of(
    const std::vector<PrintedStratum>& strata, PrintedWeights weights);

}  // namespace soundings::figures
