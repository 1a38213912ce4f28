// Held items for the operator.
#include <algorithm>
#include <utility>

#include "soundings/intake/quarantine.h"

#include "context.h"
#include "operator/calls.h"
#include "stewards/held_items_json.h"

namespace soundings::serve {
namespace {

using held_items::errors_json;
using held_items::item_json;
using held_items::Json;
using held_items::versions_json;
using intake::QuarantineFault;
using intake::Scope;

constexpr std::size_t usual_items = 100;
constexpr std::size_t most_items = 1000;

std::string printed(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

intake::Quarantine quarantine(const OperatorTools& tools) {
  return {tools.definitions, tools.intake, tools.reader};
}

store::Act act_of(const Request& request) {
  return {.at = request.received_at, .actor = actor_of(request), .reason = reason_of(request)};
}

/// "version 2, changed 2019-05-14T10:00:00Z, received 2019-05-14T10:00:03Z, receipt ..."
std::string words_of(const store::Version& version) {
  std::string words =
      version.counts ? "version " + std::to_string(version.version) : "one that is not counted";
  if (version.changed_at) {
    words += ", changed " + rfc3339(*version.changed_at);
  }
  return words + ", received " + rfc3339(version.received_at) + ", receipt " + version.receipt;
}

/// What came under the item's id and is newer than it; empty when nothing is.
std::string newer_words(const std::vector<store::Version>& versions) {
  std::string words;
  for (const store::Version& version : versions) {
    const bool says_something = version.counts || version.outcome == store::Outcome::conflict ||
                                version.outcome == store::Outcome::quarantined;
    if (version.newer && says_something) {
      words += (words.empty() ? "" : "; ") + words_of(version);
    }
  }
  return words;
}

Json recorded_json(const store::Recorded& recorded) {
  Json document{{"receipt", recorded.receipt},
                {"outcome", store::to_text(recorded.outcome)},
                {"status", store::to_text(recorded.status)}};
  if (recorded.version > 0) {
    document["version"] = recorded.version;
  }
  if (!recorded.code.empty()) {
    document["code"] = recorded.code;
  }
  if (!recorded.errors.empty()) {
    document["errors"] = errors_json(recorded.errors);
  }
  return document;
}

Problem problem_of(QuarantineFault fault) {
  switch (fault) {
    case QuarantineFault::unknown_receipt:
      return {404, "unknown_receipt", "No held item has this receipt.", {}};
    case QuarantineFault::already_decided:
      return {409, "already_decided", "The item was admitted or discarded before.", {}};
    case QuarantineFault::newer_version:
      return {409,
              "newer_version",
              "The version that counts is newer than this item; --over-newer replaces it all the "
              "same.",
              {}};
    case QuarantineFault::superseded:
      return {409,
              "superseded",
              "The same answer or a later version of it counts already; discard the item.",
              {}};
    case QuarantineFault::not_readable:
      return {409,
              "not_admissible",
              "What the item says cannot be counted, even by a person's word; its errors say why.",
              {}};
    case QuarantineFault::safeguarded:
      return {403,
              "safeguarded",
              "The item is held for a reason that is not shown: it is not admitted, and is seen, "
              "replayed or discarded only under the scope safeguarding.",
              {}};
    case QuarantineFault::original_gone:
      return {409, "original_gone", "The item's bytes are no longer kept; discard it.", {}};
    case QuarantineFault::reason_missing:
      break;
  }
  return bad_value("reason", "reason_missing", "A reason is needed, for the audit chain.");
}

Expected<Scope, Problem> scope_of(const Request& request) {
  const std::string scope = field(request, "scope");
  if (scope.empty()) {
    return Scope::everyday;
  }
  if (scope != "safeguarding") {
    return unexpected(bad_value("scope", "unknown_scope", "The one scope is safeguarding."));
  }
  return Scope::safeguarding;
}

Expected<intake::HeldFilter, Problem> filter_of(const Request& request) {
  const auto since = time_field(request, "since");
  const auto until = time_field(request, "until");
  const auto limit = limit_field(request, usual_items, most_items);
  if (!since || !until || !limit) {
    return unexpected(!since ? since.error() : !until ? until.error() : limit.error());
  }
  const std::string given = field(request, "state");
  const auto state = store::held_state(given);
  if (!given.empty() && !state) {
    return unexpected(
        bad_value("state", "unknown_state", "A state is held, admitted or discarded."));
  }
  return intake::HeldFilter{.source = field(request, "source"),
                            .survey = field(request, "survey"),
                            .code = field(request, "code"),
                            .state = state,
                            .since = *since,
                            .until = *until,
                            .after = field(request, "after"),
                            .limit = *limit};
}

std::vector<std::string> receipts_of(const Request& request) {
  std::vector<std::string> receipts;
  const std::string text = field(request, "receipts");
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    if (to > from) {
      receipts.push_back(text.substr(from, to - from));
    }
    from = to + 1;
  }
  return receipts;
}

Reply decided(const Expected<store::Recorded, QuarantineFault>& recorded) {
  return recorded ? Reply{.status = 200, .body = printed(recorded_json(*recorded))}
                  : refused(problem_of(recorded.error()));
}

store::Newer newer_of(const Request& request) {
  return field(request, "over_newer").empty() ? store::Newer::stands : store::Newer::gives_way;
}

intake::Replaying how_of(const Request& request) {
  return field(request, "apply").empty() ? intake::Replaying::preview : intake::Replaying::apply;
}

Json page_json(const intake::ReplayPage& page, intake::Replaying how) {
  Json items = Json::array();
  for (const auto& one : page.items) {
    Json item = Json::object();
    if (one.now) {
      item = recorded_json(*one.now);
    } else {
      const Problem problem = problem_of(one.now.error());
      item = {{"receipt", one.receipt}, {"refused", problem.code}, {"message", problem.detail}};
    }
    item["held_for"] = one.code;
    items.push_back(std::move(item));
  }
  Json document{{"applied", how == intake::Replaying::apply}, {"items", std::move(items)}};
  if (!page.next.empty()) {
    document["next"] = page.next;
  }
  return document;
}

/// A filter and a reason, without which nothing is decided about items nobody has named.
Expected<intake::HeldFilter, Problem> page_of(const Request& request) {
  if (how_of(request) == intake::Replaying::apply && reason_of(request).empty()) {
    return unexpected(problem_of(QuarantineFault::reason_missing));
  }
  return filter_of(request);
}

}  // namespace

Reply list_held(const OperatorTools& tools, const Request& request) {
  const auto filter = filter_of(request);
  const auto scope = scope_of(request);
  if (!filter || !scope) {
    return refused(filter ? scope.error() : filter.error());
  }
  const intake::HeldPage page = quarantine(tools).list(*filter, *scope, act_of(request));
  Json items = Json::array();
  for (const auto& item : page.items) {
    items.push_back(item_json(item));
  }
  Json document{{"items", std::move(items)}, {"counts", page.counts}};
  if (!page.next.empty()) {
    document["next"] = page.next;
  }
  return {.status = 200, .body = printed(document)};
}

Reply show_held(const OperatorTools& tools, const Request& request) {
  const auto scope = scope_of(request);
  if (!scope) {
    return refused(scope.error());
  }
  const auto body =
      field(request, "body").empty() ? intake::Body::left_closed : intake::Body::opened;
  const auto shown =
      quarantine(tools).show(field(request, "receipt"), *scope, body, act_of(request));
  if (!shown) {
    return refused(problem_of(shown.error()));
  }
  Json document = item_json(shown->item);
  if (!shown->versions.empty()) {
    document["versions"] = versions_json(shown->versions);
  }
  if (const std::string newer = newer_words(shown->versions); !newer.empty()) {
    document["warning"] = "Newer than this item: " + newer + ".";
  }
  if (body == intake::Body::opened) {
    const auto& bytes = shown->body;
    document["body"] = bytes ? Json(*bytes) : Json();
  }
  return {.status = 200, .body = printed(document)};
}

Reply replay_held(const OperatorTools& tools, const Request& request) {
  const auto filter = filter_of(request);
  const auto scope = scope_of(request);
  if (!filter || !scope) {
    return refused(filter ? scope.error() : filter.error());
  }
  const auto how = how_of(request);
  const auto page =
      quarantine(tools).replay(*filter, receipts_of(request), how, act_of(request), *scope);
  Json document = page_json(page, how);
  document["definitions"] = tools.definitions.digest;
  return {.status = 200, .body = printed(document)};
}

Reply admit_held(const OperatorTools& tools, const Request& request) {
  const intake::Quarantine held = quarantine(tools);
  const std::string receipt = field(request, "receipt");
  std::vector<store::Version> versions;
  tools.reader.read([&](const store::Store& store) { versions = store.held().versions(receipt); });
  const auto recorded = held.admit(receipt, act_of(request), newer_of(request));
  if (!recorded) {
    Problem problem = problem_of(recorded.error());
    if (recorded.error() == QuarantineFault::newer_version) {
      problem.detail += " Newer: " + newer_words(versions) + ".";
    }
    return refused(problem);
  }
  Json document = recorded_json(*recorded);
  document["versions"] = versions_json(versions);
  if (const std::string newer = newer_words(versions); !newer.empty()) {
    document["warning"] = "Newer than the admitted item: " + newer + ".";
  }
  return {.status = 200, .body = printed(document)};
}

Reply admit_page(const OperatorTools& tools, const Request& request) {
  const auto filter = page_of(request);
  if (!filter) {
    return refused(filter.error());
  }
  const auto how = how_of(request);
  const auto page = quarantine(tools).admit_page(*filter, newer_of(request), how, act_of(request));
  return {.status = 200, .body = printed(page_json(page, how))};
}

Reply discard_page(const OperatorTools& tools, const Request& request) {
  const auto filter = page_of(request);
  if (!filter) {
    return refused(filter.error());
  }
  const auto how = how_of(request);
  const auto page = quarantine(tools).discard_page(*filter, how, act_of(request));
  return {.status = 200, .body = printed(page_json(page, how))};
}

Reply discard_held(const OperatorTools& tools, const Request& request) {
  const auto scope = scope_of(request);
  return scope ? decided(
                     quarantine(tools).discard(field(request, "receipt"), *scope, act_of(request)))
               : refused(scope.error());
}

}  // namespace soundings::serve
