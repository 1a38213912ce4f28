// The pages about the figures: method, marks, accessibility, and the reference of the API.
#include <functional>
#include <span>
#include <utility>

#include "soundings/pages/pages.h"

#include "routes.h"
#include "web/page_models.h"
#include "web/page_replies.h"

namespace soundings::serve {
namespace {

pages::ApiCall call_of(const Route& route) {
  pages::ApiCall call{.method = std::string(route.method),
                      .path = std::string(route.pattern),
                      .summary = std::string(route.summary),
                      .parameters = {}};
  for (const Parameter& each : route.parameters) {
    call.parameters.push_back({.name = std::string(each.name),
                               .description = std::string(each.description),
                               .required = each.required});
  }
  return call;
}

}  // namespace

Reply symbols_page(const Context& context, const Request& request) {
  return page_reply(pages::symbols(context.definitions, frame_of(context)), request);
}

Reply method_page(const Context& context, const Request& request) {
  return page_reply(pages::method(context.definitions, frame_of(context)), request);
}

Reply accessibility_page(const Context& context, const Request& request) {
  return page_reply(pages::accessibility(context.definitions, frame_of(context)), request);
}

std::function<Reply(const Request&)> api_page(const Context& context,
                                              std::span<const Route> routes) {
  std::vector<pages::ApiCall> calls;
  for (const Route& route : routes) {
    if (route.face == Route::Face::api && route.reach != Route::Reach::operators) {
      calls.push_back(call_of(route));
    }
  }
  return [&context, calls = std::move(calls)](const Request& request) {
    return page_reply(
        pages::api_reference(context.definitions, calls, frame_of(context.of(request))), request);
  };
}

}  // namespace soundings::serve
