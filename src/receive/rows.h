// Rows of named columns, of a CSV file or a form, as submissions: in the native
// columns, or found by the headers of an adapter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/receive/receive.h"

namespace soundings::receive {

/// What each column of a header is: decided once, used for every row.
class Columns {
 public:
  /// Errors: header_unreadable when a name stands twice or no column is known.
  [[nodiscard]] static Expected<Columns, Finding> from(const std::vector<std::string>& header,
                                                       const Adapter* adapter);

  /// cells: may be fewer than columns, or more by empty ones, as files have it; any other count
  /// is ragged_row. line: 0 for a form. raw is moved from.
  [[nodiscard]] Submission read(std::vector<std::string>&& cells, std::string&& raw,
                                std::size_t index, std::uint64_t line) const;

  /// Submission::claims of a row that cannot be used, of as many cells as it has.
  [[nodiscard]] std::vector<Field> claims(const std::vector<std::string>& cells) const;

 private:
  enum class Use { field, dropped, unmapped };
  struct Column {
    Use use = Use::unmapped;
    std::string name;
    std::string pointer;
  };

  /// Both say whether any column is a field.
  bool name_native(const std::vector<std::string>& names);
  bool name_adapted(const std::vector<std::string>& names, const Adapter& adapter);

  std::vector<Column> columns_;
};

}  // namespace soundings::receive
