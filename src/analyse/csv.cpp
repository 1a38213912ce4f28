#include "csv.h"

#include <algorithm>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/receive/table.h"

namespace soundings::analyse {

std::optional<std::size_t> CsvTable::find(std::string_view column) const noexcept {
  const auto at = std::find(header.begin(), header.end(), column);
  return at == header.end() ? std::nullopt
                            : std::optional(static_cast<std::size_t>(at - header.begin()));
}

Expected<CsvTable, Fault> parse_csv(std::string_view bytes, const std::string& name) {
  auto read = receive::read_text_table(bytes);
  if (!read) {
    return unexpected(Fault{.code = "csv_malformed",
                            .message = name + ", line " + std::to_string(read.error().line) + ": " +
                                       std::string(read.error().code)});
  }
  CsvTable table{.header = std::move(read->header), .rows = {}};
  for (auto& row : read->rows) {
    table.rows.push_back(std::move(row.cells));
  }
  return table;
}

std::optional<double> parse_number(std::string_view text) noexcept {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) {
    return std::nullopt;
  }
  text = text.substr(from, text.find_last_not_of(" \t") - from + 1);
  if (text.starts_with('+') && !text.starts_with("+-")) {
    text.remove_prefix(1);
  }
  return parse_double(text);
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    line += line.empty() ? "\"" : ",\"";
    for (const char c : field) {
      line += c;
      if (c == '"') {
        line += c;
      }
    }
    line += '"';
  }
  return line + "\n";
}

}  // namespace soundings::analyse
