// Stand-ins for the parts of a definition that its schema refuses.
#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "definitions/mend.h"
#include "definitions/schema_json.h"

namespace soundings::definition {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 5> unreadable{
    "schema_required", "schema_type", "schema_enum", "schema_minimum", "schema_maximum"};

std::vector<std::string> steps_of(json::json_pointer pointer) {
  std::vector<std::string> steps;
  for (; !pointer.empty(); pointer.pop_back()) {
    steps.push_back(pointer.back());
  }
  std::ranges::reverse(steps);
  return steps;
}

/// Makes values that a schema allows, or whose type it allows at least.
class StandIns {
 public:
  explicit StandIns(const json& schema) : schema_(schema) {}

  [[nodiscard]] json at(const std::vector<std::string>& path) {
    return of(schema_at(schema_, path));
  }

 private:
  [[nodiscard]] json of(const json& refers) {
    const json& node = follow_reference(schema_, refers);
    if (node.contains("enum")) {
      return node.at("enum").front();
    }
    const json& types = node.at("type");
    const std::string type = types.is_array() ? types.front() : types;
    if (type == "object") {
      return object(node);
    }
    if (type == "array") {
      return list(node);
    }
    if (type == "boolean") {
      return false;
    }
    ++made_;
    if (type == "string") {
      return "left out " + std::to_string(made_);
    }
    return below_every_number - made_;
  }

  [[nodiscard]] json object(const json& node) {
    json made = json::object();
    for (const json& name : node.value("required", json::array())) {
      made[name.get<std::string>()] = of(node.at("properties").at(name.get<std::string>()));
    }
    return made;
  }

  [[nodiscard]] json list(const json& node) {
    json made = json::array();
    while (made.size() < node.value("minItems", 0U)) {
      made.push_back(of(node.at("items")));
    }
    return made;
  }

  static constexpr int below_every_number = -2'000'000'000;  // the schemas end at 1e9
  const json& schema_;
  int made_ = 0;
};

}  // namespace

Mended mended(std::string_view text, std::string_view schema_text, const Faults& faults) {
  json document = json::parse(text);
  const json schema = json::parse(schema_text);
  StandIns stand_ins(schema);
  Mended mended;
  for (const DefinitionFault& fault : faults) {
    const json::json_pointer pointer(fault.pointer);
    std::vector<std::string> path = steps_of(pointer);
    if (fault.rule == "schema_unknown_field") {
      document.at(pointer.parent_pointer()).erase(path.back());
    } else if (fault.rule == "schema_min_items") {
      json& list = document.at(pointer);
      const auto least = schema_at(schema, path).at("minItems").get<std::size_t>();
      path.emplace_back();
      while (list.size() < least) {
        mended.left_out.push_back(fault.pointer + "/" + std::to_string(list.size()));
        path.back() = std::to_string(list.size());
        list.push_back(stand_ins.at(path));
      }
    } else if (std::ranges::count(unreadable, fault.rule) > 0) {
      document[pointer] = stand_ins.at(path);
      mended.left_out.push_back(fault.pointer);
    }
  }
  mended.text = document.dump();
  return mended;
}

}  // namespace soundings::definition
