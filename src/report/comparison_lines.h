// What the files of comparisons have in common: one line a comparison and weighting.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/survey/comparison.h"

namespace soundings::report {

/// One comparison under one weighting. Pointers: into the comparisons it was made of; null where
/// there is nothing.
struct ComparisonLine {
  const Comparison* row = nullptr;
  std::string weighting;  ///< "none" or the scheme
  const Shown* a = nullptr;
  const Shown* b = nullptr;
  const Difference* difference = nullptr;
};

/// The unweighted line of each comparison, then the weighted one where there is a scheme.
[[nodiscard]] std::vector<ComparisonLine> lines_of(const Comparisons& comparisons);

/// The line of a comparison under one weighting, "none" or the scheme.
[[nodiscard]] ComparisonLine line_under(const Comparisons& comparisons, const Comparison& row,
                                        const std::string& weighting);

/// The line a reader sees first: weighted where that could be made.
[[nodiscard]] ComparisonLine leading_line(const Comparisons& comparisons, const Comparison& row);

/// What may be said under the line's weighting.
[[nodiscard]] Verdict verdict_of(const ComparisonLine& line);

}  // namespace soundings::report
