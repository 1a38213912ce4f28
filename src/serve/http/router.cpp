#include <algorithm>
#include <utility>

#include "soundings/access/words.h"

#include "http/address.h"
#include "http/reply.h"
#include "http/route.h"

namespace soundings::serve {
namespace {

bool serves(Route::Reach listener, const Route& route) noexcept {
  return route.reach == listener ||
         (listener == Route::Reach::readers && route.reach == Route::Reach::senders);
}

std::string_view without_last_slash(std::string_view path) noexcept {
  return path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
}

}  // namespace

Expected<Match, std::string> Router::find(Route::Reach listener, std::string_view method,
                                          std::string_view path) const {
  const std::string_view wanted = method == "HEAD" ? std::string_view("GET") : method;
  std::string allowed;
  for (const Route& route : routes_) {
    auto values =
        serves(listener, route) ? match(route.pattern, without_last_slash(path)) : std::nullopt;
    if (!values) {
      continue;
    }
    if (route.method == wanted) {
      return Match{.route = &route, .path_parameters = std::move(*values)};
    }
    allowed += allowed.empty() ? "" : ", ";
    allowed += route.method == "GET" ? std::string("GET, HEAD") : std::string(route.method);
  }
  return unexpected(std::move(allowed));
}

Reply answer_of(const Route& route, Request& request) {
  auto reply = route.handle(request);
  return reply ? std::move(*reply) : unavailable(route.late.code, route.late.detail, request);
}

std::optional<Problem> check_permission(const Route& route, const access::Principal& caller) {
  if (route.proof == Route::Proof::source_key || access::may(caller, route.permission)) {
    return std::nullopt;
  }
  const bool by_role = route.face == Route::Face::page && caller.is_person();
  return Problem{
      403,
      "not_permitted",
      by_role ? access::refusal(caller, route.permission) : "You may not use this address.",
      {}};
}

std::optional<Problem> check_parameters(const Route& route, const Request& request) {
  for (const auto* given : {&request.query, &request.form}) {
    for (const auto& [name, value] : *given) {
      const auto known = std::any_of(route.parameters.begin(), route.parameters.end(),
                                     [&](const Parameter& each) { return each.name == name; });
      const bool of_a_link = route.face == Route::Face::page && given == &request.query;
      if (!known && !of_a_link) {
        return bad_value(name, "unknown_parameter",
                         "This address knows no parameter '" + name + "'.");
      }
    }
  }
  for (const Parameter& each : route.parameters) {
    const std::string name(each.name);
    if (each.required && request.asked(name).empty()) {
      return bad_value(name, "missing_parameter", "The parameter '" + name + "' is needed.");
    }
  }
  return std::nullopt;
}

}  // namespace soundings::serve
