// The reference of the API, made of the same table of addresses as its description.
#include "soundings/pages/pages.h"

#include "parts/frame.h"

namespace soundings::pages {
namespace {

View call_view(const ApiCall& call, std::size_t at) {
  std::vector<View> parameters;
  parameters.reserve(call.parameters.size());
  for (const ApiParameter& each : call.parameters) {
    parameters.push_back(View{}
                             .text("parameter_name", each.name)
                             .text("parameter_words", each.description)
                             .flag("required", each.required));
  }
  return View{}
      .text("call_id", "call-" + std::to_string(at))
      .text("call_method", call.method)
      .text("call_path", call.path)
      .text("call_summary", call.summary)
      .flag("has_parameters", !parameters.empty())
      .list("parameters", std::move(parameters));
}

}  // namespace

std::string api_reference(const Definitions& definitions, const std::vector<ApiCall>& calls,
                          const PageFrame& frame) {
  std::vector<View> views;
  views.reserve(calls.size());
  for (const ApiCall& call : calls) {
    views.push_back(call_view(call, views.size() + 1));
  }
  return framed(definitions, frame, {.title = "API", .address = "/api"}, "api",
                View{}.list("calls", std::move(views)));
}

}  // namespace soundings::pages
