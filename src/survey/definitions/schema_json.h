// Finding one's way in a JSON Schema. For the files that hold schemas against definitions only.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace soundings::definition {

/// `node`, or the part of `schema` it refers to.
[[nodiscard]] inline const nlohmann::json& follow_reference(const nlohmann::json& schema,
                                                            const nlohmann::json& node) {
  const auto reference = node.find("$ref");
  return reference == node.end()
             ? node
             : schema.at(nlohmann::json::json_pointer(reference->get<std::string>().substr(1)));
}

/// The part of the schema that speaks of the value at `path`.
[[nodiscard]] inline const nlohmann::json& schema_at(const nlohmann::json& schema,
                                                     const std::vector<std::string>& path) {
  const nlohmann::json* node = &schema;
  for (const std::string& step : path) {
    const nlohmann::json& here = follow_reference(schema, *node);
    if (here.contains("items")) {
      node = &here.at("items");
    } else if (here.contains("properties") && here.at("properties").contains(step)) {
      node = &here.at("properties").at(step);
    } else {
      node = &here.at("additionalProperties");
    }
  }
  return follow_reference(schema, *node);
}

}  // namespace soundings::definition
