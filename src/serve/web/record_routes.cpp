// The addresses of the pages of records, which read the store itself.
#include <chrono>
#include <utility>

#include "routes.h"

namespace soundings::serve {
namespace {

constexpr std::chrono::seconds longest_of_records{60};

Route page(const Context& context, access::Needed permission, std::string_view pattern,
           std::string_view id, std::string_view summary, std::vector<Parameter> parameters,
           Handle handle) {
  return {.method = "GET",
          .pattern = pattern,
          .face = Route::Face::page,
          .id = id,
          .summary = summary,
          .permission = permission,
          .parameters = std::move(parameters),
          .handle = [&context, handle](const Request& request) {
            return handle(context.of(request), request);
          }};
}

}  // namespace

std::vector<Route> record_routes(const Context& context) {
  using access::Permission;
  std::vector<Route> routes{
      page(context, Permission::read_audit, "/audit", "auditPage", "Who did what, the latest first",
           {{"action", "What was done, as sign_in_refused"},
            {"actor", "Who did it"},
            {"from", "The first day, 2019-05-14"},
            {"to", "The last day"},
            {"page", "From 1"}},
           audit_page),
      page(context, Permission::read_data_protection, "/about/data", "dataProtectionPage",
           "What is kept how long, what was removed, and what waits, in numbers", {},
           data_protection_page)};
  for (Route& route : routes) {  // they look through much of what is kept
    route.permits = &context.permits;
    route.longest = longest_of_records;
  }
  return routes;
}

}  // namespace soundings::serve
