#include "web/visit_routes.h"

#include <utility>

namespace soundings::serve {
namespace {

constexpr std::size_t most_form_bytes = std::size_t{16} * 1024;

}  // namespace

Route page_route(const Context& context, access::Needed permission, std::string_view pattern,
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

Route form_route(const Context& context, access::Needed permission, std::string_view pattern,
                 std::string_view id, std::string_view summary, std::vector<Parameter> parameters,
                 Handle handle) {
  Route route =
      page_route(context, permission, pattern, id, summary, std::move(parameters), handle);
  route.method = "POST";
  route.parameters.push_back({form_token, "The token of the visit, from the form's own page"});
  route.bodies = {
      {.media_type = "application/x-www-form-urlencoded", .most_bytes = most_form_bytes}};
  route.form = true;
  return route;
}

}  // namespace soundings::serve
