// The fields of an act on their way through the door: one JSON object of texts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace soundings::serve {

/// Nothing for what is not an object whose values are texts.
[[nodiscard]] std::optional<std::map<std::string, std::string>> read_fields(std::string_view body);

[[nodiscard]] std::string print_fields(const std::map<std::string, std::string>& fields);

}  // namespace soundings::serve
