// JSON Schema by way of valijson, the one place that knows it.
//
// valijson names neither the value nor what the schema allows, and repeats a child's
// failure for each of its parents. So: drop the repeats, turn its context into a
// pointer, and look value and rule up here.
#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "definitions/schema_json.h"
#include "definitions/shape.h"
#include "definitions/value_text.h"

namespace soundings::definition {
namespace {

using nlohmann::json;

/// What valijson says when a keyword is broken, and what we call it.
struct Keyword {
  std::string_view says;
  const char* keyword;
  const char* rule;
};

constexpr std::array keywords{
    Keyword{"Missing required property", "required", "schema_required"},
    Keyword{"'type' constraint", "type", "schema_type"},
    Keyword{"enum values", "enum", "schema_enum"},
    Keyword{"'additionalProperties' constraints", "properties", "schema_unknown_field"},
    Keyword{"'pattern' constraint", "pattern", "schema_pattern"},
    Keyword{"Expected number greater", "minimum", "schema_minimum"},
    Keyword{"Expected number less", "maximum", "schema_maximum"},
    Keyword{"Array should contain no fewer", "minItems", "schema_min_items"},
    Keyword{"Array should contain no more", "maxItems", "schema_max_items"},
    Keyword{"String should be no fewer", "minLength", "schema_min_length"},
    Keyword{"Object should have no fewer", "minProperties", "schema_min_properties"},
    Keyword{"uniqueness constraint", "uniqueItems", "schema_unique_items"},
};

/// "<root>", "[items]", "[1]" -> {"items", "1"}.
std::vector<std::string> path_of(const std::vector<std::string>& context) {
  std::vector<std::string> path;
  for (const std::string& step : context) {
    if (step.size() >= 2 && step.front() == '[' && step.back() == ']') {
      path.push_back(step.substr(1, step.size() - 2));
    }
  }
  return path;
}

/// The name that valijson puts between quotes at the end of its text.
std::string quoted_name(const std::string& description) {
  const auto last = description.rfind('\'');
  const auto first = last == std::string::npos || last == 0 ? std::string::npos
                                                            : description.rfind('\'', last - 1);
  return first == std::string::npos ? "" : description.substr(first + 1, last - first - 1);
}

std::string allowed(const json& node, const Keyword& keyword) {
  if (keyword.rule == std::string_view("schema_unknown_field")) {
    std::string names;
    for (const auto& [name, unused] : node.at("properties").items()) {
      names += (names.empty() ? "" : ", ") + name;
    }
    return names;
  }
  return node.at(keyword.keyword).dump();
}

std::string text_of(const json& value) {
  return shortened(value.is_string() ? value.get<std::string>()
                                     : value.dump(-1, ' ', false, json::error_handler_t::replace));
}

DefinitionFault fault_of(const std::string& file, const json& document,
                         const std::string& schema_file, const json& schema,
                         const valijson::ValidationResults::Error& error) {
  std::vector<std::string> path = path_of(error.context);
  const auto keyword =
      std::find_if(keywords.begin(), keywords.end(), [&error](const Keyword& candidate) {
        return error.description.find(candidate.says) != std::string::npos;
      });
  if (keyword == keywords.end()) {
    return {.file = file,
            .pointer = pointer_of(path),
            .value = text_of(document.at(json::json_pointer(pointer_of(path)))),
            .rule = "schema_other",
            .message = error.description};
  }
  const std::string rule = keyword->rule;
  const std::string limit = allowed(schema_at(schema, path), *keyword);
  if (rule == "schema_required" || rule == "schema_unknown_field") {
    path.push_back(quoted_name(error.description));
  }
  const json::json_pointer pointer(pointer_of(path));
  const std::string value = document.contains(pointer) ? text_of(document.at(pointer)) : "";
  const std::string subject = rule == "schema_required" ? path.back() + " is missing"
                                                        : pointer.to_string() + " is " + value;
  return {.file = file,
          .pointer = pointer.to_string(),
          .value = value,
          .rule = rule,
          .message = subject + "; " + schema_file + " says " + keyword->keyword + " " + limit};
}

/// Whether any $ref leaves its file: valijson would follow it through a callback we do not have.
bool refers_elsewhere(const json& schema) {
  const auto reference = schema.is_object() ? schema.find("$ref") : schema.end();
  if (reference != schema.end() && reference->is_string() &&
      !reference->get<std::string>().starts_with("#/")) {
    return true;
  }
  return schema.is_structured() && std::ranges::any_of(schema, refers_elsewhere);
}

Faults departures(const std::string& file, const json& document, const std::string& schema_file,
                  const json& schema_document) {
  valijson::Schema schema;
  valijson::SchemaParser parser;
  const valijson::adapters::NlohmannJsonAdapter schema_adapter(schema_document);
  parser.populateSchema(schema_adapter, schema);

  valijson::Validator validator;
  valijson::ValidationResults results;
  const valijson::adapters::NlohmannJsonAdapter adapter(document);
  Faults faults;
  if (validator.validate(schema, adapter, &results)) {
    return faults;
  }
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    if (!error.description.starts_with("Failed to validate")) {
      faults.push_back(fault_of(file, document, schema_file, schema_document, error));
    }
  }
  return faults;
}

DefinitionFault unusable(const std::string& schema_file, const std::string& why) {
  return {.file = schema_file,
          .pointer = "",
          .value = "",
          .rule = "schema_usable",
          .message = schema_file + " cannot be used: " + why};
}

}  // namespace

Faults shape_faults(const std::string& file, std::string_view text, const std::string& schema_file,
                    std::string_view schema_text) {
  const json schema = json::parse(schema_text);
  if (refers_elsewhere(schema)) {
    return {unusable(schema_file, "it refers to another file")};
  }
  try {
    return departures(file, json::parse(text), schema_file, schema);
  } catch (const std::exception& error) {  // valijson and nlohmann on a schema they cannot follow
    return {unusable(schema_file, error.what())};
  }
}

}  // namespace soundings::definition
