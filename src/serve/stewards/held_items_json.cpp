// What waits for a person, as JSON. Each look leaves its row in the audit.
#include "stewards/held_items_json.h"

#include <utility>

#include "soundings/intake/quarantine.h"
#include "soundings/wording/held_reasons.h"

#include "routes.h"
#include "stewards/held_queue.h"

namespace soundings::serve {
namespace held_items {

Json errors_json(const std::vector<Finding>& errors,
                 const std::vector<std::string>& value_classes) {
  Json list = Json::array();
  for (std::size_t i = 0; i < errors.size(); ++i) {
    list.push_back({{"pointer", errors[i].pointer},
                    {"code", errors[i].code},
                    {"message", errors[i].message},
                    {"value_class", i < value_classes.size() ? value_classes[i] : ""}});
  }
  return list;
}

Json item_json(const store::HeldItem& item) {
  Json document{{"receipt", item.receipt},
                {"received_at", rfc3339(item.received_at)},
                {"source", item.source},
                {"survey", item.survey},
                {"source_response_id", item.source_response_id},
                {"outcome", store::to_text(item.outcome)},
                {"code", item.code},
                {"state", store::to_text(item.state)},
                {"errors", errors_json(item.errors, item.value_classes)}};
  if (item.decided_at) {
    document["decided_at"] = rfc3339(*item.decided_at);
    document["by"] = item.actor;
    document["reason"] = item.reason;
  }
  return document;
}

Json versions_json(const std::vector<store::Version>& versions) {
  Json list = Json::array();
  for (const store::Version& version : versions) {
    Json one{{"receipt", version.receipt}, {"received_at", rfc3339(version.received_at)}};
    if (version.changed_at) {
      one["changed_at"] = rfc3339(*version.changed_at);
    }
    one["outcome"] = store::to_text(version.outcome);
    if (version.version > 0) {
      one["version"] = version.version;
    }
    one["counts"] = version.counts;
    one["newer"] = version.newer;
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace held_items

namespace {

using held_items::Json;

/// The item in words as well.
Json in_words(const store::HeldItem& item) {
  Json document = held_items::item_json(item);
  const auto& reason = wording::held_reason(item.code);
  document["words"] = {{"reason", reason.name}, {"meaning", reason.meaning}};
  document["words"]["remedy"] = reason.remedy;
  return document;
}

Reply unkept(const Json& document) {
  Reply reply = json_reply(document.dump(-1, ' ', false, Json::error_handler_t::replace));
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

}  // namespace

Reply list_quarantine(const Context& context, const Request& request) {
  const auto filter = held_filter(request);
  if (!filter) {
    return problem_reply(
        bad_value("state", "unknown_state", "A state is held, admitted, discarded or all."),
        request);
  }
  const intake::HeldPage page = HeldQueue(context, intake::Scope::everyday).list(*filter, request);
  Json items = Json::array();
  for (const store::HeldItem& item : page.items) {
    items.push_back(in_words(item));
  }
  Json reasons = Json::array();
  for (const store::HeldCount& count : page.reasons) {
    reasons.push_back({{"source", count.source},
                       {"code", count.code},
                       {"items", count.items},
                       {"oldest", rfc3339(count.oldest)}});
  }
  Json document{{"items", std::move(items)}, {"reasons", std::move(reasons)}};
  if (!page.next.empty()) {
    document["next"] = page.next;
  }
  return unkept(document);
}

Reply read_quarantined(const Context& context, const Request& request) {
  const auto shown = HeldQueue(context, intake::Scope::everyday).show(request);
  if (!shown) {
    return problem_reply({404, "unknown_receipt", "No held item has this receipt.", {}}, request);
  }
  Json document = in_words(shown->item);
  if (!shown->versions.empty()) {
    document["versions"] = held_items::versions_json(shown->versions);
  }
  return unkept(document);
}

}  // namespace soundings::serve
