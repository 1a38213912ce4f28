#include "front.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>

#include "soundings/base/digest.h"
#include "soundings/base/log.h"
#include "soundings/base/text.h"
#include "soundings/intake/intake.h"
#include "soundings/pages/pages.h"

#include "address.h"
#include "guard.h"
#include "routes.h"

namespace soundings::serve {
namespace {

constexpr auto http_replies = "soundings_http_replies_total";

/// Bodies above the webhooks' size that may be in memory at once.
constexpr int large_bodies_at_once = 4;

/// Gives the place taken for a large body back.
class Place {
 public:
  explicit Place(std::atomic<int>& taken) noexcept : taken_(taken), had_(taken_.fetch_add(1)) {}
  ~Place() { taken_.fetch_sub(1); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] bool free() const noexcept { return had_ < large_bodies_at_once; }

 private:
  std::atomic<int>& taken_;
  int had_;
};

Instant now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

Problem to_problem(Guard::BodyFault fault) {
  switch (fault) {
    case Guard::BodyFault::too_large:
      return {413, "body_too_large", "The body is larger than this address takes.", {}};
    case Guard::BodyFault::too_slow:
      return {408, "body_too_slow", "The body did not come in time.", {}};
    case Guard::BodyFault::malformed:
      return {400, "bad_chunk", "A chunk of the body is malformed.", {}};
    case Guard::BodyFault::cut_short:
      return {400, "body_cut_short", "The body ended before its length.", {}};
  }
  return {400, "body_cut_short", "The body ended before its length.", {}};
}

/// What can be said of a body before reading it.
std::optional<Problem> check_body(const Head& head, const Request& request) {
  const auto encoding = request.header("content-encoding");
  if (!encoding.empty() && !same_name(encoding, "identity")) {
    return Problem{415, "content_encoding_not_supported", "Bodies are taken uncompressed.", {}};
  }
  if (!intake::takes(request.media_type)) {
    return Problem{415,
                   "media_type_not_supported",
                   "Bodies are application/json, application/x-ndjson, text/csv or "
                   "application/x-www-form-urlencoded.",
                   {}};
  }
  if (!head.content_length && !head.chunked) {
    return Problem{411, "length_required", "A body has a Content-Length, or comes in chunks.", {}};
  }
  return std::nullopt;
}

bool is_file(std::string_view media_type) noexcept {
  return media_type == "text/csv" || media_type == "application/x-ndjson";
}

class Handler : public Poco::Net::HTTPRequestHandler {
 public:
  Handler(const House& house, std::atomic<int>& large_bodies)
      : house_(house), large_bodies_(large_bodies) {}

  void handleRequest(Poco::Net::HTTPServerRequest& raw,
                     Poco::Net::HTTPServerResponse& response) override {
    auto* guard =
        dynamic_cast<Guard*>(static_cast<Poco::Net::HTTPServerRequestImpl&>(raw).socket().impl());
    Request request;
    Reply reply;
    try {
      reply = answer(*guard, request);
    } catch (const std::exception& failure) {
      reply = failed(failure, request);
    }
    send(reply, request, response, *guard);
  }

 private:
  /// Route, method, query, type and length, body, handler: each check may end it.
  Reply answer(Guard& guard, Request& request) {
    const Head& head = guard.head();
    const auto mark = head.target.find('?');
    request.method = head.method;
    request.path = head.target.substr(0, mark);
    request.headers = head.headers;
    request.received_at = now();
    auto found = find_route(request.method, request.path);
    if (!found) {
      return unknown_address(found.error(), request);
    }
    route_ = found->route;
    request.place = std::move(found->place);
    auto query =
        read_query(mark == std::string::npos ? std::string_view{}
                                             : std::string_view(head.target).substr(mark + 1));
    if (!query) {
      return problem(query.error(), request);
    }
    request.query = std::move(*query);
    if (const auto fault = check_parameters(*route_, request)) {
      return problem(*fault, request);
    }
    return route_->method == "POST" ? take_body(guard, request) : route_->handle(house_, request);
  }

  Reply take_body(Guard& guard, Request& request) {
    const Head& head = guard.head();
    request.media_type = media_type_of(request.header("content-type"));
    if (const auto fault = check_body(head, request)) {
      return problem(*fault, request);
    }
    std::size_t limit = house_.settings.webhook_bytes;
    std::optional<Place> place;
    if (is_file(request.media_type) && head.content_length.value_or(limit + 1) > limit) {
      limit = house_.settings.import_bytes;
      if (!place.emplace(large_bodies_).free()) {
        return unavailable("too_many_files", "Other files are being taken; try again shortly.",
                           request);
      }
    }
    auto body = guard.read_body(limit);
    if (!body) {
      return problem(to_problem(body.error()), request);
    }
    request.body = std::move(*body);
    return route_->handle(house_, request);
  }

  /// A page for readers, a document for programs.
  [[nodiscard]] bool reader(const Request& request) const {
    return route_ == nullptr || route_->face == Route::Face::asset
               ? asks_for_page(request)
               : route_->face == Route::Face::page;
  }

  Reply problem(const Problem& problem, const Request& request) const {
    return reader(request) ? problem_page(problem, house_) : problem_reply(problem, request);
  }

  /// A fault of ours: the log has it, under the reference that the reader is given.
  [[nodiscard]] Reply failed(const std::exception& failure, const Request& request) const {
    const std::string code = to_hex(random_bytes(4));
    const std::string reference = code.substr(0, 4) + "-" + code.substr(4);
    log::error("request_failed",
               {{"path", request.path}, {"reference", reference}, {"error", failure.what()}});
    if (!reader(request)) {
      return problem_reply(
          {500,
           "internal_error",
           "The server could not answer. If you report this, quote " + reference + ".",
           {}},
          request);
    }
    return {.status = 500,
            .media_type = "text/html; charset=utf-8",
            .body = pages::failure(house_.definitions, reference, house_.settings.sample),
            .headers = {{"Cache-Control", "no-store"}}};
  }

  Reply unknown_address(const std::string& allowed, const Request& request) const {
    if (!allowed.empty()) {
      Reply reply =
          problem({405, "method_not_allowed", "This address allows " + allowed + ".", {}}, request);
      reply.headers.emplace_back("Allow", allowed);
      return reply;
    }
    return problem({404, "unknown_address", "There is nothing at this address.", {}}, request);
  }

  void send(const Reply& reply, const Request& request, Poco::Net::HTTPServerResponse& response,
            const Guard& guard) const {
    house_.metrics.add(http_replies,
                       {{"route", route_ == nullptr ? "none" : std::string(route_->id)},
                        {"status", std::to_string(reply.status)}});
    response.setStatusAndReason(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(reply.status),
                                std::string(reason_phrase(reply.status)));
    response.set("X-Content-Type-Options", "nosniff");
    if (reply.media_type.starts_with("text/html")) {
      response.set("Content-Security-Policy", std::string(pages::content_security_policy()));
      response.set("Referrer-Policy", "same-origin");
      response.set("Cross-Origin-Opener-Policy", "same-origin");
    }
    for (const auto& [name, value] : reply.headers) {
      response.set(name, value);
    }
    if (!reply.media_type.empty() && reply.status != 304) {
      response.setContentType(reply.media_type);
    }
    if (guard.body_unread()) {
      response.setKeepAlive(false);
    }
    if (request.method == "HEAD" || reply.status == 304) {
      if (reply.status != 304) {
        response.setContentLength64(static_cast<Poco::Int64>(reply.body.size()));
      }
      response.send().flush();
    } else {
      response.sendBuffer(reply.body.data(), reply.body.size());
    }
  }

  const House& house_;
  std::atomic<int>& large_bodies_;
  const Route* route_ = nullptr;
};

}  // namespace

Front::Front(const House& house) : house_(house) {
  house_.metrics.declare_counter(http_replies, "Replies by route and status.");
}

Poco::Net::HTTPRequestHandler* Front::createRequestHandler(
    const Poco::Net::HTTPServerRequest& /*request*/) {
  return new Handler(house_, large_bodies_);
}

}  // namespace soundings::serve
