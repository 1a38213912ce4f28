// Lines of comma-separated values with names and numbers in them, written and read back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soundings::release {

/// A line with its line feed. A field with a comma, a quote or a line break is quoted.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields);

/// Every line of a file that csv_line() wrote, the header too.
[[nodiscard]] std::vector<std::vector<std::string>> csv_rows(std::string_view file);

/// The parts of "a+b" between the '+'; none of an empty text.
[[nodiscard]] std::vector<std::string> parts_between(std::string_view joined, char between);

}  // namespace soundings::release
