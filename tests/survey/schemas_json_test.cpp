// The schemas themselves: a validator passes over a misspelt keyword without a word, so
// every keyword must be one that it knows.
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

const std::set<std::string> known_keywords{
    "$schema",    "title",    "description", "type",    "properties",  "required",
    "items",      "enum",     "minimum",     "$ref",    "minLength",   "additionalProperties",
    "maximum",    "minItems", "maxItems",    "pattern", "uniqueItems", "minProperties",
    "definitions"};

/// Keywords under which names are of our choosing, and their values are schemas.
const std::set<std::string> named_schemas{"properties", "definitions"};

/// Every keyword in `schema` that is not on the list, and every reference out of its file.
std::vector<std::string> strange_keywords(const json& schema) {
  std::vector<std::string> strange;
  const auto take = [&strange](const json& inner) {
    const auto more = strange_keywords(inner);
    strange.insert(strange.end(), more.begin(), more.end());
  };
  for (const auto& [keyword, value] : schema.items()) {
    if (!known_keywords.contains(keyword)) {
      strange.push_back(keyword);
    } else if (keyword == "$ref" && !value.get<std::string>().starts_with("#/definitions/")) {
      strange.push_back(value);
    } else if (named_schemas.contains(keyword)) {
      for (const json& inner : value) {
        take(inner);
      }
    } else if (value.is_object()) {
      take(value);
    }
  }
  return strange;
}

}  // namespace

TEST_CASE("the schemas use only keywords that are checked", "[survey]") {
  const auto folder = std::filesystem::path(SOUNDINGS_SOURCE_DIR) / "survey_defs" / "schemas";
  std::size_t schemas = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    INFO(file.path().filename().string());
    std::ifstream stream(file.path());
    const json schema = json::parse(stream);
    CHECK(schema.at("$schema") == "http://json-schema.org/draft-07/schema#");
    CHECK(strange_keywords(schema).empty());
    ++schemas;
  }
  CHECK(schemas == 11);
}

TEST_CASE("a misspelt keyword and a reference to another file are found", "[survey]") {
  const json schema = json::parse(R"({
    "type": "object", "properties": {"requird": {"minmum": 1}, "a": {"$ref": "other.json"}},
    "definitions": {"b": {"items": {"patern": "x"}}}})");
  CHECK(strange_keywords(schema) == std::vector<std::string>{"patern", "other.json", "minmum"});
}
