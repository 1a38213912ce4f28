// What the description says of the replies about what arrives and what is held.
#include "api/openapi_json.h"

namespace soundings::serve::description {
namespace {

Json described(std::string_view type, std::string_view description) {
  return {{"type", type}, {"description", description}};
}

Json said_of(Json schema, std::string_view description) {
  schema["description"] = description;
  return schema;
}

Json moment(std::string_view description, bool may_be_absent = false) {
  Json schema{{"format", "date-time"}, {"description", description}};
  schema["type"] = may_be_absent ? Json::array({"string", "null"}) : Json("string");
  return schema;
}

Json number(std::string_view description) {
  return {{"type", "integer"}, {"minimum", 0}, {"description", description}};
}

Json list_of(Json items) {
  return {{"type", "array"}, {"items", std::move(items)}};
}

Json object(Json properties, Json required) {
  return {
      {"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

Json one_of(std::initializer_list<std::string_view> words) {
  return {{"enum", Json(words)}};
}

Json unread_schema() {
  return object({{"name", described("string", "Of a field that nobody reads; never its value.")},
                 {"count", number("Values that were not read.")}},
                {"name", "count"});
}

Json invitations_schema() {
  Json schema =
      object({{"survey", described("string", "Id of the survey.")},
              {"period", described("string", "Its latest month or wave with invitations.")},
              {"invited", number("People who were invited.")},
              {"delivered", number("Those whose invitation did not come back.")},
              {"response_rate",
               {{"type", Json::array({"number", "null"})}, {"description", "Per cent, so far."}}}},
             {"survey", "period", "invited", "delivered", "response_rate"});
  schema["type"] = Json::array({"object", "null"});
  return schema;
}

Json sources_schema() {
  Json source =
      object({{"id", described("string", "Id of the source.")},
              {"title", described("string", "What it is called.")},
              {"state", one_of({"on_time", "late", "stopped", "not_heard"})},
              {"last_received", moment("When something last came; null for never.", true)},
              {"expected_by", moment("From when on it is late.", true)},
              {"today", number("Received since midnight in London, repeats too.")},
              {"last_days", list_of(number("Received in a day; the last is today."))},
              {"quarantined", number("Items that wait for a person.")},
              {"invitations", invitations_schema()},
              {"unread", list_of(unread_schema())}},
             {"id", "title", "state", "last_received", "expected_by", "today", "last_days",
              "quarantined", "invitations", "unread"});
  return object({{"sources", said_of(list_of(std::move(source)), "Sources that are awaited.")}},
                {"sources"});
}

Json arrivals_schema() {
  Json hour = object({{"source", described("string", "Id of the source.")},
                      {"hour", moment("When the hour begins.")},
                      {"received", number("Repeats too.")},
                      {"quarantined", number("How many of them were held.")}},
                     {"source", "hour", "received", "quarantined"});
  return object({{"from", described("string", "First day, 2019-05-18.")},
                 {"to", described("string", "Last day.")},
                 {"hours", said_of(list_of(std::move(hour)), "Hours in which something came.")}},
                {"from", "to", "hours"});
}

Json words_schema() {
  return object({{"reason", described("string", "Why it is held, in short.")},
                 {"meaning", described("string", "What happened.")},
                 {"remedy", described("string", "What would make it pass.")}},
                {"reason", "meaning", "remedy"});
}

Json held_item_schema() {
  Json error = object({{"pointer", described("string", "The field; empty for the whole item.")},
                       {"code", described("string", "Stable; docs/errors.md lists them.")},
                       {"message", described("string", "With the value where it is not personal.")},
                       {"value_class", described("string", "The kind of value; empty: unknown.")}},
                      {"pointer", "code", "message", "value_class"});
  return object(
      {{"receipt", described("string", "By which it is known.")},
       {"received_at", moment("When it came.")},
       {"source", described("string", "Id of the source.")},
       {"survey", described("string", "Id of the survey.")},
       {"source_response_id", described("string", "Empty when the sender gave none.")},
       {"outcome", said_of(one_of({"quarantined", "conflict"}), "What became of it.")},
       {"code", described("string", "Why it is held.")},
       {"state", said_of(one_of({"held", "admitted", "discarded"}), "Whether it still waits.")},
       {"errors", said_of(list_of(std::move(error)), "What is wrong with it.")},
       {"decided_at", moment("When a person decided it.")},
       {"by", described("string", "Who did.")},
       {"reason", described("string", "And why.")},
       {"words", said_of(words_schema(), "The same for people.")},
       {"versions", said_of(list_of({{"type", "object"}}), "Of a conflict: both.")}},
      {"receipt", "received_at", "source", "survey", "outcome", "code", "state", "errors",
       "words"});
}

Json held_items_schema() {
  Json reason = object({{"source", described("string", "Id of the source.")},
                        {"code", described("string", "Why they are held.")},
                        {"items", number("How many.")},
                        {"oldest", moment("When the first of them came.")}},
                       {"source", "code", "items", "oldest"});
  return object({{"items", said_of(list_of(schema_of("HeldItem")), "The latest first.")},
                 {"reasons", said_of(list_of(std::move(reason)), "How many wait, by reason.")},
                 {"next", described("string", "What the next page comes after.")}},
                {"items", "reasons"});
}

}  // namespace

void add_arrivals(Json& schemas) {
  schemas["Sources"] = sources_schema();
  schemas["Arrivals"] = arrivals_schema();
  schemas["HeldItem"] = held_item_schema();
  schemas["HeldItems"] = held_items_schema();
}

std::string_view schema_of_arrivals(std::string_view id) noexcept {
  return id == "listSources"       ? "Sources"
         : id == "listArrivals"    ? "Arrivals"
         : id == "listQuarantine"  ? "HeldItems"
         : id == "readQuarantined" ? "HeldItem"
                                   : "";
}

}  // namespace soundings::serve::description
