// The codes of a domain that make the rows of a table, in the order in which they print.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/nearest.h"
#include "soundings/survey/cells.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

namespace soundings::figures {

/// Areas of the register in its order, then the domain's own codes in the definition's. Codes
/// that mean "not known" (a blank, or a code of a register that is no area) make no row: they
/// speak of no group of people, and stand in the totals alone.
[[nodiscard]] std::vector<std::string> row_codes(const Definitions& definitions,
                                                 const Survey& survey, const std::string& domain);

/// The row code that `text` names by its code, its name or an alias; nothing for none.
[[nodiscard]] std::optional<std::string> row_code(const Definitions& definitions,
                                                  const Survey& survey, const std::string& domain,
                                                  const std::string& text);

/// A part with the code of each name in it; a name of no row stays as it is.
[[nodiscard]] DomainKey coded(const Definitions& definitions, const Survey& survey,
                              const DomainKey& of);

/// The spellings of the codes that make rows, for the words of a refusal.
[[nodiscard]] std::vector<KnownWord> row_spellings(const Definitions& definitions,
                                                   const Survey& survey, const std::string& domain);

/// The ids of measures, surveys or schemes.
template <typename Thing>
[[nodiscard]] std::vector<std::string> ids(const std::vector<Thing>& things) {
  std::vector<std::string> all;
  all.reserve(things.size());
  for (const Thing& thing : things) {
    all.push_back(thing.id);
  }
  return all;
}

/// A column of some cells read as row numbers.
struct RowColumn {
  std::size_t column = 0;                               ///< position among the cells' columns
  std::vector<std::string> codes;                       ///< of the rows
  std::vector<std::optional<std::size_t>> row_of_code;  ///< by the column's code
};

/// The column `id`, which the cells hold, read by the codes of `domain`.
[[nodiscard]] RowColumn row_column(const Definitions& definitions, const Survey& survey,
                                   const Cells& cells, const std::string& domain,
                                   const std::string& id);

/// Position of a column among the cells' columns; nothing when there is none.
[[nodiscard]] std::optional<std::size_t> find_column(const Cells& cells, const std::string& id);

/// Position of a column that the cells hold; throws std::out_of_range when they do not.
[[nodiscard]] std::size_t column_of(const Cells& cells, const std::string& id);

}  // namespace soundings::figures
