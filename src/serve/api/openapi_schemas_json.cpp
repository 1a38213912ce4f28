// What the description says of bodies, headers and credentials.
#include "api/openapi_json.h"

namespace soundings::serve::description {
namespace {

Json text(std::string_view description) {
  return {{"type", "string"}, {"description", description}};
}

Json array_of(Json items) {
  return {{"type", "array"}, {"items", std::move(items)}};
}

Json moment(std::string_view description) {
  return {{"type", "string"}, {"format", "date-time"}, {"description", description}};
}

/// An object that has nothing but these properties.
Json exactly(Json properties, Json required) {
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", std::move(required)},
          {"additionalProperties", false}};
}

Json outcomes(std::initializer_list<std::string_view> words) {
  return {{"enum", Json(words)}};
}

Json code_schema() {
  return {{"type", "string"},
          {"pattern", "^[a-z][a-z0-9_]*$"},
          {"description", "Stable; docs/errors.md lists them."}};
}

/// A fault and the place it lies at: an RFC 6901 pointer, empty for the whole.
Json error_schema() {
  return exactly({{"pointer", {{"type", "string"}}},
                  {"code", code_schema()},
                  {"message", {{"type", "string"}}}},
                 {"pointer", "code", "message"});
}

/// What a reply names of the fields that were not read.
void add_unread(Json& properties) {
  properties["unread"] = array_of(
      exactly({{"name", text("Of a field that had a value and was not read; never the value.")},
               {"count", {{"type", "integer"}, {"minimum", 1}}}},
              {"name", "count"}));
  properties["unread_more"] = {
      {"type", "integer"}, {"minimum", 1}, {"description", "Values under further names."}};
}

Json problem_schema() {
  return exactly({{"type", {{"type", "string"}, {"format", "uri-reference"}}},
                  {"title", {{"type", "string"}}},
                  {"status", {{"type", "integer"}, {"minimum", 400}, {"maximum", 599}}},
                  {"detail", {{"type", "string"}}},
                  {"instance", {{"type", "string"}, {"description", "The path asked for."}}},
                  {"code", code_schema()},
                  {"errors", array_of(schema_of("Error"))}},
                 {"type", "title", "status", "detail", "code"});
}

/// Of one submission, as of one in a batch or file, where `place` says which.
Json outcome_schema(std::string_view place) {
  Json properties{
      {"receipt", {{"type", "string"}, {"format", "uuid"}}},
      {"status", outcomes({"accepted", "older_version", "conflict", "quarantined"})},
      {"version", {{"type", "integer"}, {"minimum", 1}}},
      {"duplicate", {{"const", true}, {"description", "It was here before; the receipt is that."}}},
      {"code", code_schema()},
      {"errors", array_of(schema_of("Error"))}};
  Json required{"receipt", "status"};
  if (place == "item") {
    properties["index"] = {
        {"type", "integer"}, {"minimum", 0}, {"description", "Its place in an array."}};
    properties["line"] = {
        {"type", "integer"}, {"minimum", 1}, {"description", "Its line in a file."}};
  } else {
    add_unread(properties);
  }
  return exactly(std::move(properties), std::move(required));
}

Json counts_schema() {
  Json properties = Json::object();
  Json required = Json::array();
  for (const auto* outcome :
       {"accepted", "duplicate", "older_version", "conflict", "quarantined"}) {
    properties[outcome] = {{"type", "integer"}, {"minimum", 0}};
    required.push_back(outcome);
  }
  return exactly(std::move(properties), std::move(required));
}

/// About the whole of a file.
Json findings_schema() {
  return array_of(
      exactly({{"code", code_schema()}, {"message", {{"type", "string"}}}}, {"code", "message"}));
}

Json batch_schema() {
  Json properties{{"items", array_of(schema_of("Item"))},
                  {"counts", schema_of("Counts")},
                  {"encoding", text("Of a file, as it was detected.")},
                  {"findings", findings_schema()}};
  add_unread(properties);
  return exactly(std::move(properties), {"items", "counts"});
}

/// Rows of a file of invitations.
Json put_schema() {
  const Json count{{"type", "integer"}, {"minimum", 0}};
  Json properties{{"rows", count},
                  {"added", count},
                  {"changed", count},
                  {"unchanged", count},
                  {"findings", findings_schema()}};
  add_unread(properties);
  return exactly(std::move(properties), {"rows", "added", "changed", "unchanged"});
}

Json receipts_schema() {
  const Json outcome =
      outcomes({"accepted", "duplicate", "older_version", "conflict", "quarantined"});
  const Json receipt = exactly(
      {{"receipt", {{"type", "string"}, {"format", "uuid"}}},
       {"source_response_id", {{"type", "string"}}},
       {"received_at", moment("UTC.")},
       {"outcome", outcome},
       {"version", {{"type", "integer"}, {"minimum", 1}}},
       {"code", code_schema()},
       {"state",
        {{"enum", Json::array({"held", "admitted", "discarded"})},
         {"description", "Of an item that was held: what became of it since."}}},
       {"decided_at", moment("When a person or a replay decided that.")},
       {"findings", array_of(exactly({{"code", code_schema()}, {"pointer", {{"type", "string"}}}},
                                     {"code", "pointer"}))}},
      {"receipt", "source_response_id", "received_at", "outcome"});
  const Json delivery = exactly({{"received_at", moment("UTC.")},
                                 {"webhook_id", {{"type", "string"}}},
                                 {"outcome", outcome},
                                 {"receipt", {{"type", "string"}, {"format", "uuid"}}}},
                                {"received_at", "webhook_id", "outcome", "receipt"});
  return exactly({{"receipts", array_of(receipt)}, {"deliveries", array_of(delivery)}},
                 {"receipts", "deliveries"});
}

/// What is needed besides depends on the survey; what else there is, is left out.
Json response_schema() {
  const Json word{{"type", Json{"string", "integer", "null"}}};
  Json properties{
      {"source_response_id", text("The sender's own id; without one the content is the id.")},
      {"completed_at", moment("With its zone.")},
      {"modified_at", moment("Of a correction: later than the version it corrects.")},
      {"invited_at", moment("When the respondent was asked.")},
      {"respondent_id", text("Turned into a pseudonym, not kept.")},
      {"survey", text("If given, the survey of the address.")}};
  for (const auto* domain :
       {"npu", "contact_channel", "crime_group", "age_band", "sex", "ethnic_group"}) {
    properties[domain] = word;
  }
  properties["age"] = {{"type", Json{"integer", "string", "null"}}};
  properties["answers"] = {
      {"type", "object"},
      {"description", "Item to a code or a label of its scale."},
      {"additionalProperties", {{"type", Json{"integer", "string", "boolean", "null"}}}}};
  properties["comment"] = {{"type", Json{"string", "null"}}};
  return {{"type", "object"},
          {"description",
           "One response in the native shape. A body that is none is held, with a "
           "code, not refused."},
          {"properties", std::move(properties)},
          {"required", {"completed_at", "answers"}}};
}

Json header(std::string_view description, Json schema) {
  return {{"description", description}, {"schema", std::move(schema)}};
}

Json headers() {
  const Json whole{{"type", "integer"}, {"minimum", 1}};
  const Json words{{"type", "string"}};
  return {
      {"IdempotentReplayed", header("There when all of it was here before.", {{"const", "true"}})},
      {"RetryAfter",
       header("Seconds to wait, spread so that senders do not return together.", whole)},
      {"Allow", header("The methods of this address.", words)},
      {"WWWAuthenticate",
       header("How the source proves who it is.", {{"enum", {"Signature", "Bearer"}}})},
      {"AcceptPost", header("The media types of bodies.", words)},
      {"RateLimitPolicy", header("Which limit it was, and how much it allows.", words)},
      {"RateLimit", header("What is left of it.", words)},
      {"Link",
       header("Of CSV: the same figures as JSON, which says to what they are weighted.", words)},
      {"ETag", header("Of the content; for If-None-Match.", words)},
      {"Location", header("Where it is.", {{"type", "string"}, {"format", "uri-reference"}})}};
}

Json parameter(std::string_view name, std::string_view description, std::string_view pattern) {
  return {{"name", name},
          {"in", "header"},
          {"required", false},
          {"description", description},
          {"schema", {{"type", "string"}, {"pattern", pattern}}}};
}

Json parameters() {
  return {{"WebhookId",
           parameter("webhook-id", "Id of this delivery, the same on a retry (Standard Webhooks).",
                     "^[A-Za-z0-9_-]{1,128}$")},
          {"WebhookTimestamp",
           parameter("webhook-timestamp", "Seconds since 1970, within five minutes of our clock.",
                     "^[0-9]{1,12}$")},
          {"WebhookSignature",
           parameter("webhook-signature",
                     "v1,BASE64(HMAC-SHA256(secret, id.timestamp.body)); several, with a space.",
                     "^[^ ,]+,[^ ]*( [^ ,]+,[^ ]*){0,7}$")}};
}

}  // namespace

Json schema_of(std::string_view name) {
  return {{"$ref", "#/components/schemas/" + std::string(name)}};
}

Json header_of(std::string_view name) {
  return {{"$ref", "#/components/headers/" + std::string(name)}};
}

Json components() {
  const Json receipt_or_batch{{"oneOf", {schema_of("Receipt"), schema_of("Batch")}}};
  Json all{
      {"schemas",
       {{"Response", response_schema()},
        {"Error", error_schema()},
        {"Problem", problem_schema()},
        {"Receipt", outcome_schema({})},
        {"Item", outcome_schema("item")},
        {"Counts", counts_schema()},
        {"Batch", batch_schema()},
        {"Told", receipt_or_batch},
        {"Put", put_schema()},
        {"Receipts", receipts_schema()}}},
      {"headers", headers()},
      {"parameters", parameters()},
      {"securitySchemes",
       {{"signature",
         {{"type", "apiKey"},
          {"in", "header"},
          {"name", "webhook-signature"},
          {"description", "Standard Webhooks 1.0.0, or the body's HMAC, as the source has it"}}},
        {"bearer", {{"type", "http"}, {"scheme", "bearer"}}}}}};
  add_arrivals(all["schemas"]);
  all["schemas"].update(reading_schemas());
  return all;
}

Json post_body() {
  Json one_or_many{{"anyOf",
                    {schema_of("Response"),
                     {{"type", "array"}, {"items", schema_of("Response")}, {"maxItems", 10000}}}}};
  const Json lines = text("Lines, each a response or an array of them; 100,000 at most.");
  const Json table = text("A header and rows: the native names, or those of the source's adapter.");
  return {
      {"required", true},
      {"description", "In the native shape, or in the shape that the source's adapter describes."},
      {"content",
       {{"application/json", {{"schema", std::move(one_or_many)}}},
        {"application/x-ndjson", {{"schema", lines}}},
        {"text/csv", {{"schema", table}}},
        {"application/x-www-form-urlencoded",
         {{"schema",
           {{"type", "object"},
            {"description", "One response; answers under answers/ITEM."},
            {"additionalProperties", {{"type", "string"}}}}}}}}}};
}

Json invitations_body() {
  const Json table =
      text("survey,wave_or_month,npu,crime_group,invited,bounced,ineligible: a header and rows.");
  return {{"required", true},
          {"description", "Taken whole or refused whole."},
          {"content", {{"text/csv", {{"schema", table}}}}}};
}

Json signing_parameters() {
  Json all = Json::array();
  for (const auto* name : {"WebhookId", "WebhookTimestamp", "WebhookSignature"}) {
    all.push_back({{"$ref", std::string("#/components/parameters/") + name}});
  }
  return all;
}

Json signed_security() {
  return {{{"signature", Json::array()}}, {{"bearer", Json::array()}}};
}

}  // namespace soundings::serve::description
