// Comparisons as lines, one for each comparison and weighting.
#include "comparison_lines.h"

namespace soundings::report {
namespace {

template <typename Value>
const Value* address(const std::optional<Value>& value) {
  return value ? &*value : nullptr;
}

ComparisonLine unweighted(const Comparison& row) {
  return {.row = &row,
          .weighting = "none",
          .a = address(row.a.unweighted),
          .b = row.b ? address(row.b->unweighted) : nullptr,
          .difference = address(row.unweighted)};
}

ComparisonLine weighted(const Comparisons& comparisons, const Comparison& row) {
  return {.row = &row,
          .weighting = comparisons.scheme,
          .a = address(row.a.weighted),
          .b = row.b ? address(row.b->weighted) : nullptr,
          .difference = address(row.weighted)};
}

}  // namespace

std::vector<ComparisonLine> lines_of(const Comparisons& comparisons) {
  std::vector<ComparisonLine> lines;
  for (const Comparison& row : comparisons.rows) {
    lines.push_back(unweighted(row));
    if (comparisons.scheme != "none") {
      lines.push_back(weighted(comparisons, row));
    }
  }
  return lines;
}

ComparisonLine line_under(const Comparisons& comparisons, const Comparison& row,
                          const std::string& weighting) {
  return weighting == "none" ? unweighted(row) : weighted(comparisons, row);
}

ComparisonLine leading_line(const Comparisons& comparisons, const Comparison& row) {
  const bool fitted = comparisons.scheme != "none" && comparisons.weighting_fault.empty();
  return fitted ? weighted(comparisons, row) : unweighted(row);
}

Verdict verdict_of(const ComparisonLine& line) {
  if (line.difference != nullptr) {
    return line.difference->verdict;
  }
  const Verdict verdict = line.row->verdict;
  return tested(verdict) ? Verdict::cannot_say : verdict;  // it was made under the other weighting
}

}  // namespace soundings::report
