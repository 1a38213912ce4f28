// Numbers as files carry them: ten significant digits, in CSV and JSON alike
// (docs/headline.md).
#pragma once

#include <optional>
#include <string>

namespace soundings::report {

[[nodiscard]] std::string file_number(double value);
/// Empty for nothing.
[[nodiscard]] std::string file_number(const std::optional<double>& value);

/// `value` as a reader of the CSV file would have it, so that JSON cannot differ from it.
[[nodiscard]] double as_filed(double value);

}  // namespace soundings::report
