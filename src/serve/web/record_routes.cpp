// The addresses of the pages of records, which read the store itself, and of the forms by which
// releases are decided about.
#include <chrono>
#include <utility>

#include "web/visit_routes.h"

namespace soundings::serve {
namespace {

constexpr std::chrono::seconds longest_of_records{60};
const Parameter said{"said", "What happened before"};
const Parameter why{"reason", "Why, for the audit"};

}  // namespace

std::vector<Route> record_routes(const Context& context) {
  using access::Permission;
  std::vector<Route> routes{
      page_route(context, Permission::read_audit, "/audit", "auditPage",
                 "Who did what, the latest first",
                 {{"action", "What was done, as sign_in_refused"},
                  {"actor", "Who did it"},
                  {"from", "The first day, 2019-05-14"},
                  {"to", "The last day"},
                  {"page", "From 1"}},
                 audit_page),
      page_route(context, Permission::read_data_protection, "/about/data", "dataProtectionPage",
                 "What is kept how long, what was removed, and what waits, in numbers", {},
                 data_protection_page),
      page_route(context, Permission::decide_releases, "/releases", "releasesPage",
                 "Every release and its state", {said}, releases_page),
      page_route(context, Permission::decide_releases, "/releases/{release}", "releasePage",
                 "One release: its tables, what it prints differently, who decided what",
                 {{"against", "Id of the release to compare it with"}, said}, decided_release_page),
      form_route(context, Permission::decide_releases, "/releases/{release}/approve",
                 "approveDraft", "Publishes a draft", {why}, approve_draft),
      form_route(context, Permission::decide_releases, "/releases/{release}/discard",
                 "discardDraft", "Throws a draft away", {why}, discard_draft),
      form_route(context, Permission::decide_releases, "/releases/{release}/withdraw",
                 "withdrawRelease", "Withdraws a published release; it takes two people", {why},
                 withdraw_published)};
  for (Route& route : routes) {  // they look through much of what is kept
    route.permits = &context.permits;
    route.longest = longest_of_records;
  }
  return routes;
}

}  // namespace soundings::serve
