// What each statistic makes of an item's answers.
#pragma once

#include <string>
#include <vector>

#include "soundings/estimate/estimate.h"
#include "soundings/figures/tabulate.h"

namespace soundings::figures {

/// One figure of every row: how each answer counts in it. answer: as Row::answer.
struct Part {
  std::string answer;
  estimate::Variable variable;
};

/// One part, or of a distribution one per point of the scale and the don't knows.
[[nodiscard]] std::vector<Part> parts_of(const Asked& asked, const Cells& cells);

/// The method of the statistic's intervals: a net figure and a mean are no proportions.
[[nodiscard]] estimate::IntervalMethod interval_of(const Asked& asked) noexcept;

/// A distribution where one figure is needed.
[[nodiscard]] Fault several_figures();

/// Whether a base is few people: it is marked "u", and nothing is tested on it. A base of fewer
/// than a release would print has no mark, and nothing is tested on it either.
[[nodiscard]] bool few_answers(const Definitions& definitions, std::int64_t base) noexcept;

/// Unweighted answers of a domain that a variable counts.
[[nodiscard]] std::int64_t base_of(const Cells& cells, const estimate::Domain& domain,
                                   const estimate::Variable& variable);

}  // namespace soundings::figures
