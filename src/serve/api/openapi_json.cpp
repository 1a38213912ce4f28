// The server's own description, OpenAPI 3.1, made from the table the router reads.
#include "api/openapi_json.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "soundings/access/may.h"
#include "soundings/report/csvw.h"
#include "soundings/report/workbook.h"

#include "routes.h"

namespace soundings::serve {
namespace {

using description::header_of;
using description::Json;
using description::schema_of;

bool signed_for(const Route& route) noexcept {
  return route.proof == Route::Proof::source_key;
}

/// The object under a name of another, made when it is not there yet. `[]` of a value that is
/// nothing leaves it broken when there is no memory.
Json& within(Json& document, std::string_view name) {
  return *document.emplace(std::string(name), Json::object()).first;
}

/// "/headline/{period}.csv" names one parameter of its path: period.
Json path_parameters(std::string_view pattern) {
  Json parameters = Json::array();
  for (auto open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{', open + 1)) {
    parameters.push_back({{"name", pattern.substr(open + 1, pattern.find('}', open) - open - 1)},
                          {"in", "path"},
                          {"required", true},
                          {"schema", {{"type", "string"}}}});
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
                          {"schema", {{"type", "string"}}}});
  }
  if (signed_for(route)) {
    for (auto& each : description::signing_parameters()) {
      parameters.push_back(std::move(each));
    }
  }
  return parameters;
}

Json response(std::string_view description, std::string_view media_type, Json schema) {
  return {{"description", description},
          {"content", {{media_type, {{"schema", std::move(schema)}}}}}};
}

/// A problem document. codes: all there may be; none where there are too many to list.
Json refusal(std::string_view description, std::initializer_list<std::string_view> codes = {},
             std::initializer_list<std::pair<std::string_view, std::string_view>> headers = {}) {
  Json schema = schema_of("Problem");
  if (codes.size() > 0) {
    schema["properties"] = {{"code", {{"enum", Json(codes)}}}};
  }
  Json refused = response(description, "application/problem+json", std::move(schema));
  for (const auto& [name, component] : headers) {
    within(refused, "headers")[std::string(name)] = header_of(component);
  }
  return refused;
}

/// What is said of whoever has not signed in, or whose role is another.
void add_refused_callers(const Route& route, Json& all) {
  const bool tiers = std::ranges::find(route.parameters, tier_parameter, &Parameter::name) !=
                     route.parameters.end();
  if (tiers || !access::may(access::Principal::loopback_reader(), route.permission)) {
    all["403"] = refusal("Whoever asks may not use this address", {"not_permitted"});
  }
  if (access::may(access::Principal::anyone(), route.permission)) {
    return;
  }
  if (route.face == Route::Face::page) {
    all["303"] = {{"description", "To the page where one signs in, off this machine"},
                  {"headers", {{"Location", header_of("Location")}}}};
  } else {
    all["401"] = refusal("Nobody has signed in, off this machine", {"sign_in_required"},
                         {{"WWW-Authenticate", "WWWAuthenticate"}});
  }
}

/// What is said of any request to a route before it is answered.
Json refusals_of(const Route& route) {
  Json all{{"400", refusal("The request is malformed")},
           {"404", refusal("No such address",
                           {"unknown_address", "unknown_source", "unknown_survey", "npu_unknown"})},
           {"405", refusal("Another method", {"method_not_allowed"}, {{"Allow", "Allow"}})},
           {"408", refusal("It came too slowly", {"head_too_slow", "body_too_slow"})},
           {"429", refusal("Too many requests", {"rate_limited"},
                           {{"Retry-After", "RetryAfter"},
                            {"RateLimit", "RateLimit"},
                            {"RateLimit-Policy", "RateLimitPolicy"}})},
           {"500", refusal("A fault of ours; the log has it", {"internal_error"})}};
  if (signed_for(route)) {
    all["401"] = refusal("No or wrong credential, or a stale timestamp", {"unauthenticated"},
                         {{"WWW-Authenticate", "WWWAuthenticate"}});
    all["410"] = refusal("The source has been retired", {"source_retired"});
  } else {
    all["421"] = refusal("The name asked for is none of the server's", {"host_not_served"});
    add_refused_callers(route, all);
  }
  all["503"] = route.id == "readiness"
                   ? refusal("Posts would not be kept now", {"not_ready", "too_many_connections"},
                             {{"Retry-After", "RetryAfter"}})
                   : refusal("No answer can be had now", {"server_busy", "too_many_connections"},
                             {{"Retry-After", "RetryAfter"}});
  return all;
}

Json responses_of_post(const Route& route) {
  Json all = refusals_of(route);
  all["200"] = response("Kept: accepted, older_version, a duplicate, or a batch",
                        "application/json", schema_of("Told"));
  within(all["200"], "headers")["Idempotent-Replayed"] = header_of("IdempotentReplayed");
  all["202"] = response("Held for a person: quarantined or conflict", "application/json",
                        schema_of("Receipt"));
  all["411"] = refusal("Neither a length nor chunks", {"length_required"});
  all["413"] = refusal("The body is too large", {"body_too_large"});
  all["415"] = refusal("The media type or encoding is not taken",
                       {"media_type_not_supported", "content_encoding_not_supported"},
                       {{"Accept-Post", "AcceptPost"}});
  all["503"] = refusal("Not kept now",
                       {"queue_full", "store_unavailable", "shutting_down", "late",
                        "too_many_files", "out_of_memory", "too_many_connections"},
                       {{"Retry-After", "RetryAfter"}});
  return all;
}

/// The post of a file of invitations, which is no response.
constexpr std::string_view of_invitations = "postInvitations";

Json responses_of_invitations(const Route& route) {
  Json all = responses_of_post(route);
  all.erase("202");
  all["200"] = response("Kept: how many rows are new, changed or as before", "application/json",
                        schema_of("Put"));
  all["400"] = refusal("The file has faults; nothing of it was kept", {"rows_refused"});
  all["409"] = refusal("The webhook-id was used for something else", {"webhook_id_reused"});
  return all;
}

std::vector<std::string_view> media_types_of(const Route& route) {
  if (route.face == Route::Face::page) {
    return {"text/html"};
  }
  if (route.face == Route::Face::asset) {
    return {"text/css", "text/javascript", "font/woff2", "image/svg+xml"};
  }
  if (route.id == "metrics") {
    return {"text/plain"};
  }
  if (route.id == "releaseFile") {
    return {"application/json", report::csvw_media_type, "text/csv", report::workbook_media_type};
  }
  if (route.pattern.ends_with(".csv")) {
    return {"text/csv"};
  }
  for (const Parameter& each : route.parameters) {
    if (each.name == "format") {
      return {"application/json", "text/csv"};
    }
  }
  return {"application/json"};
}

/// Whether its reply carries a tag of its content, so that a reader who has it is not sent it
/// twice.
bool tagged(const Route& route) {
  return !signed_for(route) && route.face != Route::Face::asset && route.id != "health" &&
         route.id != "readiness" && route.id != "metrics" &&
         route.permission != access::Permission::read_held_items;
}

/// Whoever asks for a page reads in words why there is none.
void add_words_for_people(Json& refusals) {
  for (auto& [status, refusal] : refusals.items()) {
    if (status >= "400") {
      within(refusal, "content")["text/html"] = Json::object();
    }
  }
}

Json responses_of_get(const Route& route) {
  Json all = refusals_of(route);
  if (route.face == Route::Face::page) {
    add_words_for_people(all);
  }
  Json& found = all["200"] = {{"description", route.summary}};
  for (const std::string_view type : media_types_of(route)) {
    within(found, "content")[std::string(type)] = Json::object();
    if (type == "text/csv") {
      within(found, "headers")["Link"] = header_of("Link");
    }
  }
  if (route.id == "readReceipts") {
    within(found, "content")["application/json"] = {{"schema", schema_of("Receipts")}};
  }
  if (const auto schema = description::schema_of_arrivals(route.id); !schema.empty()) {
    within(found, "content")["application/json"] = {{"schema", schema_of(schema)}};
  } else if (auto reply = description::reading_reply(route.id)) {
    within(found, "content")["application/json"] = *std::move(reply);
  }
  if (route.id == "npusPage" || route.id == "npuPage" || route.id == "channelsPage") {
    all["303"] = {{"description", "To the page of the NPU or channel that was named"},
                  {"headers", {{"Location", header_of("Location")}}}};
  }
  if (tagged(route)) {
    within(found, "headers")["ETag"] = header_of("ETag");
    all["304"] = {{"description", "The reader has it already"}};
  }
  return all;
}

/// Under which heading an operation stands.
std::string_view tag_of(const Route& route) {
  if (signed_for(route)) {
    return "Sending";
  }
  if (route.face != Route::Face::api) {
    return "Pages";
  }
  if (!description::schema_of_arrivals(route.id).empty()) {
    return "Arrivals";
  }
  if (route.permission == access::Permission::check_service ||
      route.permission == access::Permission::read_metrics ||
      route.permission == access::Permission::read_description) {
    return "Service";
  }
  return route.permission == access::Permission::read_reference ? "Reference" : "Figures";
}

Json tags() {
  const auto tag = [](std::string_view name, std::string_view words) {
    return Json{{"name", name}, {"description", words}};
  };
  return {tag("Figures", "What was published, and for analysts what is kept now."),
          tag("Reference", "The words that figures are asked for by."),
          tag("Sending", "For sources: responses, receipts and invitations, signed."),
          tag("Arrivals", "For people who have signed in: what arrived, and what is held."),
          tag("Service", "Whether it runs, its counts, and this description."),
          tag("Pages", "For people.")};
}

Json operation_of(const Route& route) {
  const bool post = route.method == "POST";
  Json operation{{"operationId", route.id},
                 {"summary", route.summary},
                 {"tags", Json::array({tag_of(route)})}};
  if (Json parameters = parameters_of(route); !parameters.empty()) {
    operation["parameters"] = std::move(parameters);
  }
  if (post) {
    operation["requestBody"] =
        route.id == of_invitations ? description::invitations_body() : description::post_body();
  }
  if (signed_for(route)) {
    operation["security"] = description::signed_security();
  }
  operation["responses"] = !post                        ? responses_of_get(route)
                           : route.id == of_invitations ? responses_of_invitations(route)
                                                        : responses_of_post(route);
  return operation;
}

/// The message a sender delivers, for those who configure a webhook rather than write a client.
Json inbound_message(const Route& route) {
  return {{"post",
           {{"operationId", "responseCompleted"},
            {"summary", "What a source sends us when somebody has answered"},
            {"parameters", description::signing_parameters()},
            {"requestBody", description::post_body()},
            {"security", description::signed_security()},
            {"responses", responses_of_post(route)}}}};
}

}  // namespace

std::string describe(std::span<const Route> routes) {
  Json paths = Json::object();
  Json webhooks = Json::object();
  for (const Route& route : routes) {
    const bool post = route.method == "POST";
    within(paths, route.pattern)[post ? "post" : "get"] = operation_of(route);
    if (post && route.id != of_invitations) {
      webhooks["responseCompleted"] = inbound_message(route);
    }
  }
  const Json document{{"openapi", "3.1.0"},
                      {"info",
                       {{"title", "Soundings"},
                        {"version", "1"},
                        {"description",
                         "Police satisfaction surveys, from a posted response to "
                         "a headline figure."}}},
                      {"servers", Json::array({{{"url", "/"}, {"description", "This server"}}})},
                      {"tags", tags()},
                      {"paths", std::move(paths)},
                      {"webhooks", std::move(webhooks)},
                      {"components", description::components()}};
  return document.dump();
}

}  // namespace soundings::serve
