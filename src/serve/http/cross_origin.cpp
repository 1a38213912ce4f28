#include "http/cross_origin.h"

#include <algorithm>

namespace soundings::serve {
namespace {

constexpr std::string_view everybody = "*";

/// What other sites may ask for: the replies of programs, which read.
bool is_open(const Route& route) noexcept {
  return route.face == Route::Face::api && route.method == "GET" &&
         route.proof == Route::Proof::listener && route.reach != Route::Reach::operators;
}

bool is_host_character(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':' ||
         c == '[' || c == ']';
}

}  // namespace

bool is_origin(std::string_view text) {
  if (text == everybody) {
    return true;
  }
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (text.starts_with(scheme)) {
      const std::string_view host = text.substr(scheme.size());
      return !host.empty() && std::ranges::all_of(host, is_host_character);
    }
  }
  return false;
}

std::string CrossOrigin::allowed(const Request& request) const {
  if (std::ranges::find(origins_, everybody) != origins_.end()) {
    return std::string(everybody);
  }
  const std::string origin(request.header("origin"));
  return std::ranges::find(origins_, origin) == origins_.end() ? std::string() : origin;
}

std::optional<Reply> CrossOrigin::preflight(const Request& request, const Route& route) const {
  if (!any() || request.header("access-control-request-method").empty() || !is_open(route)) {
    return std::nullopt;
  }
  Reply reply{.status = 204};
  if (const std::string origin = allowed(request); !origin.empty()) {
    reply.headers = {{"Access-Control-Allow-Origin", origin},
                     {"Access-Control-Allow-Methods", "GET, HEAD"},
                     {"Access-Control-Allow-Headers", "Authorization, If-None-Match"},
                     {"Access-Control-Max-Age", "600"}};
  }
  reply.headers.emplace_back("Vary", "Origin, Access-Control-Request-Method");
  return reply;
}

void CrossOrigin::mark(const Request& request, const Route& route, Reply& reply) const {
  if (!any() || !is_open(route)) {
    return;
  }
  const std::string origin = allowed(request);
  if (!origin.empty()) {
    reply.headers.emplace_back("Access-Control-Allow-Origin", origin);
    reply.headers.emplace_back("Access-Control-Expose-Headers",
                               "Content-Disposition, ETag, Link, Retry-After");
  }
  if (origin != everybody) {
    reply.headers.emplace_back("Vary", "Origin");
  }
}

}  // namespace soundings::serve
