// Quoting by RFC 4180, and text that a spreadsheet must not run.
#include "csv/record.h"

namespace soundings::report {

std::string text_cell(const std::string& value) {
  constexpr std::string_view runs = "=+-@\t\r";
  std::string cell =
      !value.empty() && runs.find(value.front()) != std::string_view::npos ? "'" + value : value;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) {
    return cell;
  }
  std::string quoted = "\"";
  for (const char character : cell) {
    quoted += character == '"' ? "\"\"" : std::string(1, character);
  }
  return quoted + "\"";
}

std::string record(const std::vector<std::string>& cells) {
  std::string joined;
  for (const std::string& cell : cells) {
    joined += (&cell == &cells.front() ? "" : ",") + cell;
  }
  return joined + "\r\n";
}

}  // namespace soundings::report
