// Rows of a CSV under a design: which stratum and sampling unit each belongs to,
// what it weighs, and the cells they make for one measure.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "soundings/survey/cells.h"

#include "csv.h"
#include "spec.h"

namespace soundings::analyse {

/// The rows coded once for all measures.
struct Responses {
  CsvTable table;
  std::vector<double> weight;                     ///< base weight of each row, trimmed if asked
  std::vector<double> untrimmed;                  ///< as given
  std::vector<CellColumn> columns;                ///< margins, domains and contrasts
  std::vector<std::vector<std::uint16_t>> codes;  ///< per column, per row
  std::vector<std::string> strata;
  std::vector<std::uint32_t> stratum;  ///< of each row
  std::vector<double> population;      ///< per stratum; 0 = none
  std::vector<std::uint32_t> unit;     ///< sampling unit of each row, within its stratum
  std::vector<std::int64_t> units;     ///< per stratum
};

/// unknown_column.
[[nodiscard]] Fault no_column(const std::string& name);

/// names: columns that margins, domains, levels and contrasts speak of.
[[nodiscard]] Expected<Responses, Fault> code_responses(CsvTable table, const Spec& spec,
                                                        const std::vector<std::string>& names);

/// The cells of one measure, and the cell each row fell in.
struct Counted {
  std::shared_ptr<const Cells> cells;
  std::vector<std::uint32_t> cell;
};

/// answers: the position of each row's answer among the measure's values, -1 outside the base.
/// measure: nullptr when there is none.
[[nodiscard]] Counted count(const Responses& responses, const MeasureSpec* measure,
                            const std::vector<std::int32_t>& answers);

}  // namespace soundings::analyse
