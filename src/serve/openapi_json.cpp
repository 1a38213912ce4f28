// The server's own description, OpenAPI 3.1, made from the table the router reads.
#include <nlohmann/json.hpp>

#include "routes.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;

Json text_schema() {
  return {{"type", "string"}};
}

/// "/headline/{period}.csv" names one parameter of its path: period.
Json path_parameters(std::string_view pattern) {
  Json parameters = Json::array();
  for (auto open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{', open + 1)) {
    parameters.push_back({{"name", pattern.substr(open + 1, pattern.find('}', open) - open - 1)},
                          {"in", "path"},
                          {"required", true},
                          {"schema", text_schema()}});
  }
  return parameters;
}

Json parameters_of(const Route& route) {
  Json parameters = path_parameters(route.pattern);
  for (const auto& each : route.parameters) {
    parameters.push_back({{"name", each.name},
                          {"in", "query"},
                          {"description", each.description},
                          {"required", each.required},
                          {"schema", text_schema()}});
  }
  return parameters;
}

Json problem_response(std::string_view description) {
  return {
      {"description", description},
      {"content",
       {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
}

Json receipt_response(std::string_view description) {
  return {
      {"description", description},
      {"content", {{"application/json", {{"schema", {{"$ref", "#/components/schemas/Told"}}}}}}}};
}

Json responses_of(const Route& route) {
  if (route.method != "POST") {
    return {{"200", {{"description", route.summary}}},
            {"400", problem_response("An unknown parameter or value")},
            {"404", problem_response("No such address")},
            {"421", problem_response("The Host is none of the server's names")},
            {"429", problem_response("Too many requests; Retry-After says when to try again")}};
  }
  return {{"200", receipt_response("Kept: accepted, older_version, a duplicate, or a batch")},
          {"202", receipt_response("Held for a person: quarantined or conflict")},
          {"400", problem_response("The request is malformed")},
          {"401", problem_response("No or wrong credential, or a stale timestamp")},
          {"404", problem_response("No such source or survey")},
          {"408", problem_response("The request came too slowly")},
          {"410", problem_response("The source has been retired")},
          {"411", problem_response("Neither a length nor chunks")},
          {"413", problem_response("The body is too large")},
          {"415", problem_response("The media type or encoding is not taken")},
          {"421", problem_response("The Host is none of the server's names")},
          {"429", problem_response("Too many requests; Retry-After says when to try again")},
          {"503", problem_response("Not kept now; Retry-After says when to try again")}};
}

Json operation_of(const Route& route) {
  Json operation{{"operationId", route.id}, {"summary", route.summary}};
  if (Json parameters = parameters_of(route); !parameters.empty()) {
    operation["parameters"] = std::move(parameters);
  }
  if (route.method == "POST") {
    Json content;
    for (const auto* type : {"application/json", "application/x-ndjson", "text/csv",
                             "application/x-www-form-urlencoded"}) {
      content[type] = {{"schema", Json::object()}};
    }
    operation["requestBody"] = {{"required", true}, {"content", std::move(content)}};
    operation["security"] = {{{"signature", Json::array()}}, {{"bearer", Json::array()}}};
  }
  operation["responses"] = responses_of(route);
  return operation;
}

Json components() {
  const Json error{
      {"type", "object"},
      {"properties",
       {{"pointer", text_schema()}, {"code", text_schema()}, {"message", text_schema()}}}};
  const Json errors{{"type", "array"}, {"items", error}};
  const Json problem{{"type", "object"},
                     {"required", {"type", "title", "status", "code"}},
                     {"properties",
                      {{"type", text_schema()},
                       {"title", text_schema()},
                       {"status", {{"type", "integer"}}},
                       {"detail", text_schema()},
                       {"instance", text_schema()},
                       {"code", text_schema()},
                       {"errors", errors}}}};
  const Json told{
      {"type", "object"},
      {"properties",
       {{"receipt", text_schema()},
        {"status", {{"enum", {"accepted", "older_version", "conflict", "quarantined"}}}},
        {"version", {{"type", "integer"}, {"minimum", 1}}},
        {"duplicate", {{"const", true}}},
        {"code", text_schema()},
        {"errors", errors},
        {"items", {{"type", "array"}, {"items", {{"type", "object"}}}}},
        {"counts", {{"type", "object"}, {"additionalProperties", {{"type", "integer"}}}}},
        {"encoding", {{"type", "string"}, {"description", "Of a file, as it was detected."}}},
        {"findings", {{"type", "array"}, {"items", {{"type", "object"}}}}}}}};
  return {
      {"schemas", {{"Problem", problem}, {"Told", told}}},
      {"securitySchemes",
       {{"signature",
         {{"type", "apiKey"},
          {"in", "header"},
          {"name", "webhook-signature"},
          {"description", "Standard Webhooks 1.0.0, or the body's HMAC, as the source has it"}}},
        {"bearer", {{"type", "http"}, {"scheme", "bearer"}}}}}};
}

}  // namespace

Reply openapi(const House& /*house*/, const Request& request) {
  Json paths;
  for (const Route& route : routes()) {
    std::string method(route.method == "POST" ? "post" : "get");
    paths[std::string(route.pattern)][method] = operation_of(route);
  }
  const Json document{{"openapi", "3.1.0"},
                      {"info",
                       {{"title", "Soundings"},
                        {"version", "1"},
                        {"description",
                         "Police satisfaction surveys, from a posted response to "
                         "a headline figure."}}},
                      {"paths", std::move(paths)},
                      {"components", components()}};
  return with_etag(json_reply(document.dump()), request);
}

}  // namespace soundings::serve
