// Optional fields of a JSON object, read with a default. For the files that decode
// definitions only.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "definitions/draft.h"

namespace soundings::definition {

using nlohmann::json;

/// The value at `key`, or `otherwise` when the object has no such key.
template <typename Value>
[[nodiscard]] Value field(const json& object, const char* key, Value otherwise = {}) {
  const auto at = object.find(key);
  return at == object.end() ? std::move(otherwise) : at->get<Value>();
}

/// The elements of the array at `key`, each read by `read`; none when there is no such key.
template <typename Read>
[[nodiscard]] auto each(const json& object, const char* key, Read read) {
  std::vector<decltype(read(object))> things;
  if (const auto at = object.find(key); at != object.end()) {
    things.reserve(at->size());
    for (const json& element : *at) {
      things.push_back(read(element));
    }
  }
  return things;
}

[[nodiscard]] inline Header decode_header(const std::string& file, const json& object) {
  return {.file = file,
          .schema = object.at("$schema"),
          .id = object.at("id"),
          .version = object.at("version"),
          .valid_from = object.at("valid_from"),
          .valid_to = field<std::string>(object, "valid_to")};
}

}  // namespace soundings::definition
