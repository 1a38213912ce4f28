// CSV as R's read.csv reads it when every column is text: a header, quotes, blank
// lines skipped, an empty field meaning missing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soundings::analyse {

struct CsvTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  ///< as wide as the header; empty = missing

  [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const noexcept;
};

/// RFC 4180, LF or CRLF, with or without a byte order mark. Short rows are filled with blanks,
/// longer ones cut.
[[nodiscard]] CsvTable parse_csv(std::string_view text);

/// One line of quoted fields, with its line end.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields);

}  // namespace soundings::analyse
