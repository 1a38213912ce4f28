#include "http/dispatcher.h"

#include <algorithm>
#include <utility>

#include "soundings/base/digest.h"
#include "soundings/base/log.h"
#include "soundings/base/text.h"

#include "http/address.h"
#include "http/form_mask.h"
#include "http/reply.h"

namespace soundings::serve {
namespace {

constexpr auto http_replies = "soundings_http_replies_total";

Instant now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

/// The media types a route takes, as a reply lists them.
std::string taken_by(const Route& route) {
  std::string list;
  for (const BodyRule& rule : route.bodies) {
    list += (list.empty() ? "" : ", ") + std::string(rule.media_type);
  }
  return list;
}

bool same_secret(std::string_view a, std::string_view b) {
  return constant_time_equal(std::vector<std::uint8_t>(a.begin(), a.end()),
                             std::vector<std::uint8_t>(b.begin(), b.end()));
}

/// A page for readers, a document for programs; senders and operators are sent no page.
bool wants_page(const Exchange& exchange) {
  if (exchange.audience->reach != Route::Reach::readers) {
    return false;
  }
  return exchange.route == nullptr || exchange.route->face == Route::Face::asset
             ? asks_for_page(exchange.request)
             : exchange.route->face == Route::Face::page;
}

/// What any browser may open is asked for by a name of ours: a web site may point its own name at
/// this machine. A signed address is no way in for it, and its senders go by whatever name they
/// have; the operator's socket has no name.
std::optional<Problem> check_name(const Exchange& exchange) {
  const Head& head = exchange.head;
  const std::string_view name =
      head.authority.empty() ? exchange.request.header("host") : head.authority;
  if (exchange.route->proof == Route::Proof::source_key ||
      exchange.audience->reach == Route::Reach::operators || exchange.audience->names.has(name)) {
    return std::nullopt;
  }
  return Problem{421,
                 "host_not_served",
                 "This server does not answer by that name; its operator may give it one.",
                 {}};
}

/// What somebody may use who has yet to choose a password of their own.
bool open_before_password(access::Permission permission) noexcept {
  return permission == access::Permission::use_own_account ||
         access::may(access::Principal::anyone(), permission);
}

/// The host of an Origin: "https://soundings.example:8443" is "soundings.example:8443".
std::string_view host_of(std::string_view origin) noexcept {
  const auto scheme = origin.find("://");
  return scheme == std::string_view::npos ? std::string_view{} : origin.substr(scheme + 3);
}

/// A form that changes something is taken from our own pages alone: another site can make a browser
/// send one, with its cookies.
std::optional<Problem> check_form(const Exchange& exchange) {
  const Request& request = exchange.request;
  if (exchange.route->face != Route::Face::page) {
    return std::nullopt;
  }
  const auto site = request.header("sec-fetch-site");
  const auto origin = request.header("origin");
  if ((!site.empty() && site != "same-origin" && site != "none") ||
      (!origin.empty() && !exchange.audience->names.has(host_of(origin)))) {
    return Problem{403, "form_not_ours", "This form was sent from another site.", {}};
  }
  const auto given = request.form.find(std::string(form_token));
  const std::string& expected = request.visit.form_token;
  if (expected.empty() || given == request.form.end() ||
      !same_secret(unmasked(given->second), expected)) {
    return Problem{403,
                   "form_expired",
                   "This form no longer holds. Go back, load its page again, and send it anew.",
                   {}};
  }
  return std::nullopt;
}

}  // namespace

Dispatcher::Dispatcher(const Router& router, Presentation presentation, SignInRules sign_in_rules,
                       const Proxies& proxies, Limits& limits, Metrics& metrics)
    : router_(router),
      presentation_(std::move(presentation)),
      cross_origin_(presentation_.cors_origins),
      sign_in_rules_(std::move(sign_in_rules)),
      proxies_(proxies),
      limits_(limits),
      metrics_(metrics) {
  metrics_.declare_counter(http_replies, "Replies by route and status.");
}

std::optional<Reply> Dispatcher::open(Exchange& exchange) {
  Head& head = exchange.head;
  Request& request = exchange.request;
  request.method = head.method;
  request.path = head.target.substr(0, head.target.find('?'));
  request.headers = std::move(head.headers);
  request.received_at = now();
  request.client = exchange.audience->reach == Route::Reach::operators
                       ? Client{.local = true}
                       : proxies_.client(exchange.peer, request.all("x-forwarded-for"));
  request.caller = exchange.audience->caller;
  if (!exchange.user.empty()) {
    request.caller.name = exchange.user;
  }
  if (exchange.audience->proxies_only && !proxies_.vouches(exchange.peer)) {
    return problem_reply(
        {403, "not_through_proxy", "This server is reached through its proxy alone.", {}}, request);
  }
  if (auto refusal = limited(exchange)) {
    return refusal;
  }
  if (auto refusal = route_to(exchange)) {
    return refusal;
  }
  const Route& route = *exchange.route;
  if (!route.bodies.empty()) {
    if (auto refusal = expect_body(exchange)) {
      return refusal;
    }
  }
  return route.admit ? route.admit(request) : std::nullopt;
}

std::optional<Reply> Dispatcher::limited(Exchange& exchange) const {
  const Request& request = exchange.request;
  if (exchange.audience->reach == Route::Reach::operators) {
    return std::nullopt;
  }
  const auto refused = limits_.take_address(request.client.address, request.client.local,
                                            std::chrono::steady_clock::now());
  return refused ? std::optional(rate_limited("address", *refused, request)) : std::nullopt;
}

std::optional<Reply> Dispatcher::route_to(Exchange& exchange) {
  Request& request = exchange.request;
  auto found = router_.find(exchange.audience->reach, request.method, request.path);
  if (!found) {
    if (auto answer = preflight(exchange)) {
      return answer;
    }
    if (wants_page(exchange) && sign_in_rules_.identify) {
      sign_in_rules_.identify(request, exchange.peer);  // the page says who is signed in
    }
    return unknown_address(exchange, found.error());
  }
  exchange.route = found->route;
  request.longest = found->route->longest;
  request.path_parameters = std::move(found->path_parameters);
  if (const auto fault = check_name(exchange)) {
    return problem_reply(*fault, request);
  }
  if (auto refusal = check_caller(exchange)) {
    return refusal;
  }
  const std::string_view target = exchange.head.target;
  const auto mark = target.find('?');
  auto query =
      read_query(mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1));
  if (!query) {
    return refuse(exchange, query.error());
  }
  request.query = std::move(*query);
  if (!exchange.route->form) {
    if (const auto fault = check_parameters(*exchange.route, request)) {
      return refuse(exchange, *fault);
    }
  }
  return std::nullopt;
}

std::optional<Reply> Dispatcher::preflight(const Exchange& exchange) const {
  const Request& request = exchange.request;
  if (request.method != "OPTIONS" || exchange.audience->reach != Route::Reach::readers) {
    return std::nullopt;
  }
  const auto asked = router_.find(exchange.audience->reach, "GET", request.path);
  return asked ? cross_origin_.preflight(request, *asked->route) : std::nullopt;
}

std::optional<Reply> Dispatcher::check_caller(Exchange& exchange) const {
  Request& request = exchange.request;
  const Route& route = *exchange.route;
  const bool people = exchange.audience->reach == Route::Reach::readers &&
                      route.proof == Route::Proof::listener && route.face != Route::Face::asset &&
                      sign_in_rules_.identify;
  if (people) {
    sign_in_rules_.identify(request, exchange.peer);
  }
  const auto fault = check_permission(route, request.caller);
  if (people && !request.caller.is_person()) {
    return fault ? std::optional(ask_to_sign_in(exchange, *fault)) : std::nullopt;
  }
  if (!fault && request.visit.to_change && !open_before_password(route.permission)) {
    return ask_for_new_password(exchange);
  }
  return fault ? std::optional(refuse(exchange, *fault)) : std::nullopt;
}

Reply Dispatcher::ask_to_sign_in(const Exchange& exchange, const Problem& fault) const {
  const Request& request = exchange.request;
  if (wants_page(exchange)) {
    return see_other(request.method == "GET"
                         ? sign_in_rules_.sign_in + "?next=" + percent_encoded(exchange.head.target)
                         : sign_in_rules_.sign_in);
  }
  if (request.caller.role != access::Role::anyone) {
    return refuse(exchange, fault);
  }
  Reply reply = refuse(exchange, {401, "sign_in_required", "Sign in to use this address.", {}});
  reply.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"Soundings\"");
  return reply;
}

Reply Dispatcher::ask_for_new_password(const Exchange& exchange) const {
  return wants_page(exchange)
             ? see_other(sign_in_rules_.new_password)
             : refuse(exchange,
                      {403, "password_to_change", "Choose a password of your own first.", {}});
}

std::optional<Reply> Dispatcher::expect_body(Exchange& exchange) const {
  const Head& head = exchange.head;
  Request& request = exchange.request;
  const Route& route = *exchange.route;
  request.media_type = media_type_of(request.header("content-type"));
  const auto unsupported = [&](const Problem& problem) {
    Reply reply = refuse(exchange, problem);
    reply.headers.emplace_back("Accept-Post", taken_by(route));
    reply.headers.emplace_back("Accept-Encoding", "identity");
    return reply;
  };
  const auto encoding = request.header("content-encoding");
  if (!encoding.empty() && !same_name(encoding, "identity")) {
    return unsupported(
        {415, "content_encoding_not_supported", "Bodies are taken uncompressed.", {}});
  }
  const auto rule = std::ranges::find(route.bodies, request.media_type, &BodyRule::media_type);
  if (rule == route.bodies.end()) {
    return unsupported(
        {415, "media_type_not_supported", "Bodies are " + taken_by(route) + ".", {}});
  }
  if (!head.content_length && !head.chunked) {
    return refuse(exchange,
                  {411, "length_required", "A body has a Content-Length, or comes in chunks.", {}});
  }
  exchange.body = &*rule;
  request.file = rule->file;
  if (rule->longest) {
    request.longest = rule->longest;
  }
  if (head.content_length.value_or(0) > rule->most_bytes) {
    return refuse_body(exchange, body_too_large());
  }
  return std::nullopt;
}

std::optional<Problem> Dispatcher::take_slot(Exchange& exchange) {
  if (!exchange.body->file) {
    return std::nullopt;
  }
  const auto& parameters = exchange.request.path_parameters;
  const auto group = parameters.find(std::string(exchange.route->counted_by));
  exchange.slot = slots_.take(exchange.request.client.address,
                              group == parameters.end() ? std::string{} : group->second);
  if (exchange.slot) {
    exchange.request.longest.reset();
    return std::nullopt;
  }
  return Problem{503, "too_many_files", "Other files are being taken; try again shortly.", {}};
}

Reply Dispatcher::out_of_memory(const Exchange& exchange) const {
  log::error("out_of_memory", {{"path", exchange.request.path}});
  return unavailable("out_of_memory", "There is no memory for this now; try again shortly.",
                     exchange.request);
}

Reply Dispatcher::answer(Exchange& exchange) {
  Request& request = exchange.request;
  const Route& route = *exchange.route;
  if (route.form) {
    auto fields = read_form(request.body);
    if (!fields) {
      return refuse(exchange, fields.error());
    }
    request.form = std::move(*fields);
    if (const auto fault = check_parameters(route, request)) {
      return refuse(exchange, *fault);
    }
    if (const auto fault = check_form(exchange)) {
      return refuse(exchange, *fault);
    }
  }
  if (route.permits == nullptr) {
    return answer_of(route, request);
  }
  const auto permit = route.permits->take(route.longest);
  return permit ? answer_of(route, request)
                : unavailable(route.late.code, route.late.detail, request);
}

Reply Dispatcher::refuse_body(const Exchange& exchange, const Problem& problem) const {
  return problem.status == 503 ? unavailable(problem.code, problem.detail, exchange.request)
                               : refuse(exchange, problem);
}

Reply Dispatcher::refuse(const Exchange& exchange, const Problem& problem) const {
  return wants_page(exchange) ? presentation_.problem_page(problem, exchange.request)
                              : problem_reply(problem, exchange.request);
}

Reply Dispatcher::unknown_address(const Exchange& exchange, const std::string& allowed) const {
  if (allowed.empty()) {
    return refuse(exchange, {404, "unknown_address", "There is nothing at this address.", {}});
  }
  Reply reply =
      refuse(exchange, {405, "method_not_allowed", "This address allows " + allowed + ".", {}});
  reply.headers.emplace_back("Allow", allowed);
  return reply;
}

Reply Dispatcher::failed(const Exchange& exchange, const std::exception& failure) const {
  const std::string code = to_hex(random_bytes(4));
  const std::string reference = code.substr(0, 4) + "-" + code.substr(4);
  log::error(
      "request_failed",
      {{"path", exchange.request.path}, {"reference", reference}, {"error", failure.what()}});
  if (wants_page(exchange)) {
    return presentation_.failure_page(reference);
  }
  // The operator of this machine may read what failed; nobody else may.
  const std::string detail =
      exchange.audience->reach == Route::Reach::operators
          ? std::string("The server could not do it: ") + failure.what()
          : "The server could not answer. If you report this, quote " + reference + ".";
  return problem_reply({500, "internal_error", detail, {}}, exchange.request);
}

void Dispatcher::finish(const Exchange& exchange, Reply& reply) const {
  metrics_.add(http_replies, {{"route", exchange.route == nullptr ? "none" : exchange.route->id},
                              {"status", std::to_string(reply.status)}});
  if (exchange.route != nullptr && exchange.audience->reach == Route::Reach::readers) {
    cross_origin_.mark(exchange.request, *exchange.route, reply);
  }
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  reply.headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  if (exchange.request.caller.is_person()) {
    for (auto& [name, value] : reply.headers) {
      if (name == "Cache-Control" && value == "no-cache") {
        value = "private, no-cache";
      }
    }
  }
  if (presentation_.https_only) {
    reply.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  }
  if (reply.media_type.starts_with("text/html")) {
    reply.headers.emplace_back("Content-Security-Policy", presentation_.content_security_policy);
    reply.headers.emplace_back("Referrer-Policy", "same-origin");
    reply.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  }
}

}  // namespace soundings::serve
