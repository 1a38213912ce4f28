// One record of a CSV file: RFC 4180, UTF-8, CRLF.
#pragma once

#include <string>
#include <vector>

namespace soundings::report {

/// A text cell. One that a spreadsheet would run as a formula begins with an apostrophe.
[[nodiscard]] std::string text_cell(const std::string& value);

/// cells: ready to be written.
[[nodiscard]] std::string record(const std::vector<std::string>& cells);

}  // namespace soundings::report
