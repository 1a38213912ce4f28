// Tables as lines, one a domain and weighting: what the CSV and JSON files have in
// common (docs/headline.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/survey/table.h"

namespace soundings::report {

/// One estimate under one weighting. Pointers: into the tables it was made of.
struct Line {
  const Table* table = nullptr;
  const Row* row = nullptr;
  std::string weighting;         ///< "none" or the scheme
  const Shown* shown = nullptr;  ///< null where hidden, empty or infeasible
  std::vector<std::string> marks;
};

/// Whether a domain that several tables hold is written once, by the first of them.
enum class Repeats { keep, drop };

/// The unweighted line of each row, then the weighted one where the table has a scheme.
[[nodiscard]] std::vector<Line> lines_of(const std::vector<Table>& tables, Repeats repeats);

}  // namespace soundings::report
