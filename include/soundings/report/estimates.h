// Tables of estimates as CSV, JSON and terminal text; every word in them from wording.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "soundings/figures/figures.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

namespace soundings::report {

/// The headline's columns, then se, n_kish, deff_kish, df. RFC 4180, UTF-8, CRLF; values to 10
/// significant digits.
[[nodiscard]] std::string estimates_csv(const std::vector<Table>& tables);
[[nodiscard]] std::string estimates_json(const Definitions& definitions,
                                         const std::vector<Table>& tables);

/// The document that stands beside a CSV file of these tables, whose columns are fixed: to what
/// each was weighted, with the targets' source and date, and what was joined. In the form of W3C's
/// CSV on the Web, whose place is the file's name and "-metadata.json". Empty where nothing is
/// weighted.
/// sample: the answers are invented, which it says.
[[nodiscard]] std::string csv_metadata(const Definitions& definitions, const std::string& file,
                                       const std::vector<Table>& tables, bool sample = false);

/// The estimates of one table, each with its `reading` (null where it has none), and `readings`:
/// what they are against, for how many comparisons they allow, or why there are none.
[[nodiscard]] std::string read_estimates_json(const Definitions& definitions,
                                              const figures::ReadTable& read);

/// A table for a terminal `width` columns wide: name, value, range, base, marks.
[[nodiscard]] std::string terminal_table(const Definitions& definitions, const Table& table,
                                         std::size_t width);

/// The same with a column of readings where there are any.
[[nodiscard]] std::string terminal_table(const Definitions& definitions,
                                         const figures::ReadTable& read, std::size_t width);

}  // namespace soundings::report
