// Retention, erasure and peppers for the operator. Nothing here shows more of a
// record than its receipt, its survey and when it came.
#include <nlohmann/json.hpp>

#include "soundings/intake/retention.h"
#include "soundings/store/maintenance.h"
#include "soundings/store/removal.h"

#include "context.h"
#include "operator/calls.h"
#include "operator/references.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;

std::string printed(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool applied(const Request& request) {
  return !field(request, "apply").empty();
}

struct Wanted {
  store::Erasure erasure;
  std::string respondent;
};

/// Whom or what a request to erase means; exactly one of the three ways to say it.
Expected<Wanted, Problem> wanted(const OperatorTools& tools, const Request& request) {
  const std::string source = field(request, "source");
  const std::string respondent = field(request, "respondent");
  const std::string response = field(request, "source_response_id");
  const std::string receipt = field(request, "receipt");
  const int ways =
      (respondent.empty() ? 0 : 1) + (response.empty() ? 0 : 1) + (receipt.empty() ? 0 : 1);
  if (ways != 1) {
    return unexpected(bad_value("respondent", "erasure_unclear",
                                "Name one: a respondent, a response id or a receipt."));
  }
  if (receipt.empty() && tools.definitions.find_source(source) == nullptr) {
    return unexpected(
        Problem{404, "unknown_source", "No source is defined as '" + source + "'.", {}});
  }
  Wanted found{.erasure = {.source = source, .source_response_id = response},
               .respondent = respondent};
  if (!respondent.empty()) {
    found.erasure.persons = tools.intake.pseudonyms(source, respondent);
  }
  if (!receipt.empty()) {
    found.erasure.receipts = {receipt};
  }
  return found;
}

Json record_json(const store::Record& record) {
  return {{"receipt", record.receipt},         {"source", record.source},
          {"survey", record.survey},           {"received_at", rfc3339(record.received_at)},
          {"submissions", record.submissions}, {"responses", record.responses},
          {"comments", record.comments},       {"counted", record.counted}};
}

/// What is past its retention; what waits for a person's word says why.
Json due_json(const store::Due& due) {
  Json items = Json::array();
  for (const auto& one : due.expired) {
    Json item{{"survey", one.survey},
              {"what", to_text(one.what)},
              {"items", one.items},
              {"kept", one.kept}};
    if (const auto why = store::doubt(due, one)) {
      item["waits"] = doubt_code(*why);
    }
    items.push_back(std::move(item));
  }
  Json document{{"at", rfc3339(due.at)}, {"items", std::move(items)}};
  if (due.seen) {
    document["seen"] = rfc3339(*due.seen);
  }
  return document;
}

}  // namespace

Reply purge(const OperatorTools& tools, const Request& request) {
  const auto given = time_field(request, "at");
  if (!given) {
    return refused(given.error());
  }
  const Instant at = given->value_or(request.received_at);
  store::Due due;
  tools.reader.read(
      [&](const store::Store& store) { due = store.removal().due(tools.definitions, at); });
  Json document = due_json(due);
  document["applied"] = applied(request);
  if (!applied(request)) {
    return {.status = 200, .body = printed(document)};
  }
  const store::Act act{.at = request.received_at,
                       .actor = actor_of(request),
                       .reason = "kept for as long as its survey says"};
  const bool accepted = !field(request, "accept_jump").empty();
  if (!given->has_value()) {
    tools.intake.with_store([&](store::Store& store) {
      if (accepted && store::clock_ahead(due)) {
        store.removal().accept_clock(due, act);
      } else {
        store.removal().note_look(due, act);
      }
    });
  }
  const auto report = intake::purge(tools.intake, tools.definitions, due, act,
                                    accepted ? intake::Doubts::accepted : intake::Doubts::wait);
  document["waiting"] = report.waiting.size();
  document["wal_emptied"] = report.wal_emptied;
  return {.status = 200, .body = printed(document)};
}

Reply erase(const OperatorTools& tools, const Request& request) {
  const auto what = wanted(tools, request);
  if (!what) {
    return refused(what.error());
  }
  const std::string reference = field(request, "reference");
  if (applied(request) && !is_reference(reference)) {
    return refused(malformed_reference());
  }
  intake::Found found;
  tools.reader.read([&](const store::Store& store) {
    found = intake::find_records(tools.intake, store, what->erasure, what->respondent);
  });
  Json list = Json::array();
  std::vector<std::string> receipts;
  for (const store::Record& record : found.records) {
    list.push_back(record_json(record));
    receipts.push_back(record.receipt);
  }
  Json document{
      {"applied", applied(request)}, {"records", std::move(list)}, {"held", found.unclear}};
  if (applied(request) && !receipts.empty()) {
    bool emptied = false;
    tools.intake.with_store([&](store::Store& store) {
      store.removal().erase(
          receipts, {.at = request.received_at, .actor = actor_of(request), .reason = reference});
      emptied = store.maintenance().forget_deleted();
    });
    document["wal_emptied"] = emptied;
  }
  return {.status = 200, .body = printed(document)};
}

Reply rotate_pepper(const OperatorTools& tools, const Request& request) {
  const int version = tools.change_pepper(
      {.at = request.received_at, .actor = actor_of(request), .reason = "by an operator"});
  return {.status = 200, .body = printed({{"pepper", version}})};
}

}  // namespace soundings::serve
