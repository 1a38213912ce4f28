// Who is in which category of a margin, and what each category should come to.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "soundings/figures/tabulate.h"

namespace soundings::figures {

/// Targets or weights by category, in the order of the definition or of the alphabet.
using Amounts = std::map<std::string, double>;

[[nodiscard]] double total_of(const Amounts& amounts);

/// A margin's name as a column: '|' would be read as a crossing of columns.
[[nodiscard]] std::string column_name(const std::string& margin);

/// One margin over the old cells: the category each lies in, an index into `names`; 0 is
/// "(missing)".
struct Categories {
  std::vector<std::string> names{std::string(missing_category)};
  std::vector<std::uint32_t> of_cell;
};

[[nodiscard]] Categories categorise(const Survey& survey, const Cells& cells,
                                    const std::string& margin);

/// Eligible invitations of one stratum by the categories of a margin of npu, crime_group or both.
[[nodiscard]] Amounts invited(const Asked& asked, const Evidence& evidence,
                              const std::string& margin, const std::string& stratum);

/// Targets from a file, as people: shares are scaled to the population.
[[nodiscard]] Amounts filed(const Scheme& scheme, const std::string& margin);

}  // namespace soundings::figures
