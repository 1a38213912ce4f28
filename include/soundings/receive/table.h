// A whole CSV file as text in rows: any encoding and delimiter that imports take, and
// no survey to read it against.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"

namespace soundings::receive {

struct TextTable {
  struct Row {
    std::uint64_t line = 0;  ///< the first it stands on, from 1
    std::vector<std::string> cells;
    std::size_t given = 0;  ///< cells it had before it was filled
  };
  std::vector<std::string> header;  ///< without the blanks around a name
  std::vector<Row> rows;            ///< as wide as the header
};

/// code: unterminated_quote, malformed_row, string_too_long, or ragged_row for one that is wider
/// than the header.
struct TextTableProblem {
  std::uint64_t line = 0;
  std::string_view code;
};

/// Blank lines are passed over; short rows are filled with blanks.
[[nodiscard]] Expected<TextTable, TextTableProblem> read_text_table(std::string_view bytes);

}  // namespace soundings::receive
