#include "front.h"

#include <exception>
#include <utility>

#include "soundings/base/digest.h"
#include "soundings/base/log.h"
#include "soundings/base/text.h"
#include "soundings/intake/intake.h"
#include "soundings/pages/pages.h"

#include "address.h"
#include "message.h"

namespace soundings::serve {
namespace {

constexpr auto http_replies = "soundings_http_replies_total";

/// Files above a small body's size that may be taken at once; one decoder stays free for posts.
constexpr int large_bodies_at_once = 4;

Instant now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

/// The media types of bodies, as a reply lists them.
constexpr std::string_view taken =
    "application/json, application/x-ndjson, text/csv, application/x-www-form-urlencoded";

/// What can be said of a body before reading it.
std::optional<Problem> check_body(const Head& head, const Request& request) {
  const auto encoding = request.header("content-encoding");
  if (!encoding.empty() && !same_name(encoding, "identity")) {
    return Problem{415, "content_encoding_not_supported", "Bodies are taken uncompressed.", {}};
  }
  if (!intake::takes(request.media_type)) {
    return Problem{415, "media_type_not_supported", "Bodies are " + std::string(taken) + ".", {}};
  }
  if (!head.content_length && !head.chunked) {
    return Problem{411, "length_required", "A body has a Content-Length, or comes in chunks.", {}};
  }
  return std::nullopt;
}

bool is_file(std::string_view media_type) noexcept {
  return media_type == "text/csv" || media_type == "application/x-ndjson";
}

/// A page for readers, a document for programs; no page leaves by the sender's door.
bool reader(const Exchange& exchange) {
  if (exchange.door == nullptr || exchange.door->reach == Route::Reach::senders) {
    return false;
  }
  return exchange.route == nullptr || exchange.route->face == Route::Face::asset
             ? asks_for_page(exchange.request)
             : exchange.route->face == Route::Face::page;
}

Reply told(const House& house, const Exchange& exchange, const Problem& problem) {
  return reader(exchange) ? problem_page(problem, house) : problem_reply(problem, exchange.request);
}

Reply unknown_address(const House& house, const Exchange& exchange, const std::string& allowed) {
  if (!allowed.empty()) {
    Reply reply = told(house, exchange,
                       {405, "method_not_allowed", "This address allows " + allowed + ".", {}});
    reply.headers.emplace_back("Allow", allowed);
    return reply;
  }
  return told(house, exchange, {404, "unknown_address", "There is nothing at this address.", {}});
}

/// What any browser may open is asked for by a name of ours: a web site may point its own name at
/// this machine. A signed address is no way in for it, and its senders go by whatever name they
/// have.
std::optional<Problem> check_name(const Exchange& exchange) {
  const Head& head = exchange.head;
  const std::string_view name = head.authority.empty() ? head.header("host") : head.authority;
  if (exchange.route->signed_for || exchange.door->names.has(name)) {
    return std::nullopt;
  }
  return Problem{421,
                 "host_not_served",
                 "This server does not answer by that name; its operator may give it one.",
                 {}};
}

/// A fault of ours: the log has it, under the reference that the reader is given.
Reply failed(const House& house, const Exchange& exchange, const std::exception& failure) {
  const std::string code = to_hex(random_bytes(4));
  const std::string reference = code.substr(0, 4) + "-" + code.substr(4);
  log::error(
      "request_failed",
      {{"path", exchange.request.path}, {"reference", reference}, {"error", failure.what()}});
  if (!reader(exchange)) {
    return problem_reply(
        {500,
         "internal_error",
         "The server could not answer. If you report this, quote " + reference + ".",
         {}},
        exchange.request);
  }
  return {.status = 500,
          .media_type = "text/html; charset=utf-8",
          .body = pages::failure(house.definitions, reference, house.settings.sample),
          .headers = {{"Cache-Control", "no-store"}}};
}

/// Quick, and asked often: not worth a worker.
bool quick(const Route& route) noexcept {
  return route.id == "health" || route.id == "readiness" || route.id == "metrics";
}

}  // namespace

Problem body_too_large() {
  return {413, "body_too_large", "The body is larger than this address takes.", {}};
}

Front::Front(const House& house, Workers& workers, Workers& decoders)
    : house_(house),
      proxies_(house.settings.trusted_proxies),
      workers_(workers),
      decoders_(decoders) {
  house_.metrics.declare_counter(http_replies, "Replies by route and status.");
}

std::optional<Reply> Front::open(Exchange& exchange) {
  Head& head = exchange.head;
  Request& request = exchange.request;
  const auto mark = head.target.find('?');
  request.method = head.method;
  request.path = head.target.substr(0, mark);
  request.headers = head.headers;
  request.received_at = now();
  if (auto refusal = admit(exchange)) {
    return refusal;
  }
  auto found = find_route(exchange.door->reach, request.method, request.path);
  if (!found) {
    return unknown_address(house_, exchange, found.error());
  }
  exchange.route = found->route;
  request.place = std::move(found->place);
  if (const auto fault = check_name(exchange)) {
    return problem_reply(*fault, request);
  }
  auto query =
      read_query(mark == std::string::npos ? std::string_view{}
                                           : std::string_view(head.target).substr(mark + 1));
  if (!query) {
    return told(house_, exchange, query.error());
  }
  request.query = std::move(*query);
  if (const auto fault = check_parameters(*exchange.route, request)) {
    return told(house_, exchange, *fault);
  }
  return exchange.route->method == "POST" ? expect_body(exchange) : std::nullopt;
}

std::optional<Reply> Front::admit(Exchange& exchange) const {
  Request& request = exchange.request;
  if (!proxies_.none()) {
    request.client = proxies_.client(exchange.peer, request.all("x-forwarded-for"));
  }
  const auto refused = house_.limits.take_address(request.client.address, request.client.local,
                                                  std::chrono::steady_clock::now());
  return refused ? std::optional(rate_limited("address", *refused, request)) : std::nullopt;
}

std::optional<Reply> Front::expect_body(Exchange& exchange) {
  const Head& head = exchange.head;
  Request& request = exchange.request;
  request.media_type = media_type_of(request.header("content-type"));
  if (const auto fault = check_body(head, request)) {
    Reply reply = told(house_, exchange, *fault);
    if (fault->status == 415) {
      reply.headers.emplace_back("Accept-Post", taken);
      reply.headers.emplace_back("Accept-Encoding", "identity");
    }
    return reply;
  }
  exchange.body_limit = house_.settings.webhook_bytes;
  const bool waits = head.content_length.value_or(small_body + 1) > small_body;  // for its chunks
  if (is_file(request.media_type) && waits) {
    exchange.body_limit = house_.settings.import_bytes;
    exchange.place = std::make_unique<Place>(large_bodies_);
    if (!exchange.place->free(large_bodies_at_once)) {
      return unavailable("too_many_files", "Other files are being taken; try again shortly.",
                         request);
    }
  }
  if (head.content_length.value_or(0) > exchange.body_limit) {
    return refuse_body(exchange, body_too_large());
  }
  return std::nullopt;
}

std::optional<Reply> Front::answer(const std::shared_ptr<Exchange>& exchange, Tell tell) {
  const Route& route = *exchange->route;
  const std::shared_ptr<const Request> request(exchange, &exchange->request);
  if (route.start == nullptr && quick(route)) {
    return guarded(*exchange, [&] { return route.handle(house_, *request); });
  }
  if (route.start != nullptr) {
    exchange->patience = patience_with_responses(house_, *request);
    if (quickly_read(*request)) {
      start(exchange, request, tell);
      return std::nullopt;
    }
  }
  Workers& doers = route.start != nullptr ? decoders_ : workers_;
  const bool taken = doers.take([this, exchange, request, tell = std::move(tell)] {
    if (exchange->route->start != nullptr) {
      start(exchange, request, tell);
      return;
    }
    Reply reply = guarded(*exchange, [&] { return exchange->route->handle(house_, *request); });
    tell([reply = std::move(reply)]() mutable { return std::move(reply); });
  });
  if (!taken) {
    return unavailable("server_busy", "Too many requests wait already; try again shortly.",
                       exchange->request);
  }
  return std::nullopt;
}

void Front::start(const std::shared_ptr<Exchange>& exchange,
                  const std::shared_ptr<const Request>& request, const Tell& tell) const {
  try {
    exchange->route->start(house_, request, tell);
  } catch (const std::exception& failure) {
    tell([reply = failed(house_, *exchange, failure)] { return reply; });
  }
}

Reply Front::late(const Exchange& exchange) {
  if (exchange.route->start != nullptr) {
    return late_responses(house_, exchange.request);
  }
  return unavailable("server_busy", "No answer could be had in time; try again shortly.",
                     exchange.request);
}

Reply Front::refuse_body(const Exchange& exchange, const Problem& problem) const {
  return told(house_, exchange, problem);
}

Reply Front::guarded(const Exchange& exchange, const std::function<Reply()>& make) const {
  try {
    return make();
  } catch (const std::exception& failure) {
    return failed(house_, exchange, failure);
  }
}

std::string Front::send(const Exchange& exchange, Reply&& reply, bool keep_alive) const {
  house_.metrics.add(
      http_replies,
      {{"route", exchange.route == nullptr ? "none" : std::string(exchange.route->id)},
       {"status", std::to_string(reply.status)}});
  if (reply.media_type.starts_with("text/html")) {
    reply.headers.emplace_back("Content-Security-Policy",
                               std::string(pages::content_security_policy()));
    reply.headers.emplace_back("Referrer-Policy", "same-origin");
    reply.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  }
  return to_bytes(reply, keep_alive, exchange.request.method == "HEAD", now());
}

}  // namespace soundings::serve
