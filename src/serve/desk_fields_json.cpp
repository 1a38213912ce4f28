#include <nlohmann/json.hpp>

#include "desk_fields.h"

namespace soundings::serve {

std::optional<std::map<std::string, std::string>> read_fields(std::string_view body) {
  const auto document = nlohmann::json::parse(body, nullptr, false);
  if (!document.is_object()) {
    return std::nullopt;
  }
  std::map<std::string, std::string> fields;
  for (const auto& [name, value] : document.items()) {
    if (!value.is_string()) {
      return std::nullopt;
    }
    fields.emplace(name, value.get<std::string>());
  }
  return fields;
}

std::string print_fields(const std::map<std::string, std::string>& fields) {
  return nlohmann::json(fields).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace soundings::serve
