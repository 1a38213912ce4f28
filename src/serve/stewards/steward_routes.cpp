// The addresses of what arrives and of what is held. Each form is taken with the token of its
// visit, which the dispatcher checks.
#include <utility>

#include "web/visit_routes.h"

namespace soundings::serve {
namespace {

using access::Permission;

const Parameter source{"source", "Id of a source; every one when left out"};
const Parameter from{"from", "First day, 2019-05-18; thirteen days before the last when left out"};
const Parameter to{"to", "Last day, 2019-05-31; today when left out"};
const Parameter reason{"reason", "Code that items are held for; every one when left out"};
const Parameter state{"state", "held (default), admitted, discarded or all"};
const Parameter after{"after", "Receipt of the last item of the page before"};
const Parameter said{"said", "What happened before"};
const Parameter why{"reason", "Why, for the audit"};

Route get(const Context& context, access::Needed permission, std::string_view pattern,
          std::string_view id, std::string_view summary, std::vector<Parameter> parameters,
          Handle handle) {
  return {.method = "GET",
          .pattern = pattern,
          .id = id,
          .summary = summary,
          .permission = permission,
          .parameters = std::move(parameters),
          .handle = [&context, handle](const Request& request) {
            return handle(context.of(request), request);
          }};
}

}  // namespace

std::vector<Route> steward_api_routes(const Context& context) {
  return {
      get(context, Permission::read_arrivals, "/api/v1/sources", "listSources",
          "Each source: when it was last heard, whether it is late, what came and what waits", {},
          list_sources),
      get(context, Permission::read_arrivals, "/api/v1/arrivals", "listArrivals",
          "What was received, by source and hour",
          {source, from, to, {"format", "json (default) or csv"}}, list_arrivals),
      get(context, Permission::read_held_items, "/api/v1/quarantine", "listQuarantine",
          "Items that wait for a person, the latest first, and how many by reason",
          {reason, source, state, after}, list_quarantine),
      get(context, Permission::read_held_items, "/api/v1/quarantine/{receipt}", "readQuarantined",
          "One held item: why, what would make it pass, and what else came under its id", {},
          read_quarantined),
  };
}

std::vector<Route> steward_page_routes(const Context& context) {
  return {
      page_route(context, Permission::read_arrivals, "/responses", "responsesPage",
                 "What arrives, from whom and when", {source, from, to}, responses_page),
      page_route(context, Permission::read_held_items, "/responses/quarantine", "quarantinePage",
                 "Items that wait for a person",
                 {reason,
                  source,
                  state,
                  after,
                  said,
                  {"accepted", "How many were accepted"},
                  {"held", "How many are still held"},
                  {"refused", "How many were not read"}},
                 quarantine_page),
      page_route(context, Permission::read_held_items, "/responses/quarantine/replay",
                 "replayPreviewPage", "What a replay of some items would come to", {reason, source},
                 replay_preview_page),
      form_route(context, Permission::decide_held_items, "/responses/quarantine/replay",
                 "replayPreviewed", "Reads the items of a preview again",
                 {{"receipts", "Of the items, comma-separated"}}, replay_previewed),
      page_route(context, Permission::read_held_items, "/responses/quarantine/{receipt}",
                 "quarantinedPage", "One held item", {said}, quarantined_page),
      form_route(context, Permission::decide_held_items, "/responses/quarantine/{receipt}/replay",
                 "replayQuarantined", "Reads an item again by today's definitions", {},
                 replay_quarantined),
      form_route(context, Permission::decide_held_items, "/responses/quarantine/{receipt}/admit",
                 "admitQuarantined", "Counts an item on a person's word",
                 {why, {"over_newer", "yes: also in place of a newer version"}}, admit_quarantined),
      form_route(context, Permission::decide_held_items, "/responses/quarantine/{receipt}/discard",
                 "discardQuarantined", "Deletes an item, which is never counted", {why},
                 discard_quarantined),
      page_route(context, Permission::read_safeguarding_items, "/responses/safeguarding",
                 "safeguardingPage", "What safeguarding holds",
                 {reason, source, state, after, said}, safeguarding_page),
      page_route(context, Permission::read_safeguarding_items, "/responses/safeguarding/{receipt}",
                 "safeguardedPage", "One item that safeguarding holds", {said}, safeguarded_page),
      form_route(context, Permission::decide_safeguarding_items,
                 "/responses/safeguarding/{receipt}/replay", "replaySafeguarded",
                 "Reads an item again by today's definitions", {}, replay_safeguarded),
      form_route(context, Permission::decide_safeguarding_items,
                 "/responses/safeguarding/{receipt}/discard", "discardSafeguarded",
                 "Deletes an item that safeguarding has seen to", {why}, discard_safeguarded),
  };
}

}  // namespace soundings::serve
