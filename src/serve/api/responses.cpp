// The webhook: bytes and headers become a Delivery; what intake says becomes a reply
// of contract order. Nothing is said before the commit.
#include <chrono>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/base/text.h"
#include "soundings/base/uuid.h"

#include "api/replies.h"
#include "http/route.h"
#include "routes.h"

namespace soundings::serve {
namespace {

Delivery::Lane lane_of(const Request& request) {
  return request.file ? Delivery::Lane::import : Delivery::Lane::webhook;
}

/// Without headers and body.
Delivery to_delivery(const Request& request) {
  return {.id = uuid_v7(request.received_at),
          .source = request.path_parameters.at("source"),
          .survey = request.path_parameters.contains("survey")
                        ? request.path_parameters.at("survey")
                        : std::string{},
          .lane = lane_of(request),
          .media_type = request.media_type,
          .received_at = request.received_at};
}

/// The problem of an address whose source or survey is not there, or there no more.
std::optional<Problem> check_source(const Context& context, const std::string& id) {
  const Source* source = context.definitions.find_source(id);
  if (source == nullptr) {
    return Problem{404, "unknown_source", "There is no such source.", {}};
  }
  if (source->retired) {
    return Problem{410, "source_retired", "This source has been retired by name.", {}};
  }
  return std::nullopt;
}

constexpr auto wrong_credential = "The credential of this source is missing, wrong or stale.";
constexpr auto wrong_query_credential =
    "The credential of this source is missing, wrong or stale; a signature of this query is over "
    "its text, the part after the question mark, in place of a body.";

/// The text of a query as a sender signs it: "name=value", joined by '&' in the order of the names,
/// percent-encoded as RFC 3986 has it.
std::string query_text(const Request& request) {
  std::string text;
  for (const auto& [name, value] : request.query) {
    text.append(text.empty() ? "" : "&").append(percent_encoded(name)).append(1, '=');
    text += percent_encoded(value);
  }
  return text;
}

Reply unauthenticated(const Context& context, const std::string& source, const Request& request,
                      const char* detail = wrong_credential) {
  Reply reply = problem_reply({401, "unauthenticated", detail, {}}, request);
  const bool bearer = context.definitions.find_source(source)->verification == Verification::bearer;
  reply.headers.emplace_back("WWW-Authenticate", bearer ? "Bearer" : "Signature");
  return reply;
}

/// Nothing for what was not kept in time.
std::optional<Reply> refused(const Context& context, const intake::Refusal& refusal,
                             const std::string& source, const Request& request) {
  switch (refusal.kind) {
    case intake::Refusal::Kind::unauthenticated:
      return unauthenticated(context, source, request);
    case intake::Refusal::Kind::queue_full:
      return unavailable("queue_full", "Too much waits to be kept; try again shortly.", request);
    case intake::Refusal::Kind::shutting_down:
      return unavailable("shutting_down", "The server is stopping; try again shortly.", request);
    case intake::Refusal::Kind::store_unavailable:
      return unavailable("store_unavailable", "Nothing can be kept now; try again shortly.",
                         request);
    case intake::Refusal::Kind::late:
      return std::nullopt;
  }
  return unauthenticated(context, source, request);
}

int status_of(const store::Recorded& recorded) noexcept {
  const bool held = recorded.outcome == store::Outcome::quarantined ||
                    recorded.outcome == store::Outcome::conflict;
  return held ? 202 : 200;
}

/// The problem of an address that takes no posts.
std::optional<Problem> check_address(const Context& context, const std::string& source,
                                     const std::string& survey) {
  if (auto problem = check_source(context, source)) {
    return problem;
  }
  if (context.definitions.find_survey(survey) == nullptr ||
      !context.definitions.find_source(source)->sends(survey)) {
    return Problem{404, "unknown_survey", "This source sends no such survey.", {}};
  }
  return std::nullopt;
}

/// Whether a body is said to be larger than what is read of anybody.
bool is_large(const Request& request) {
  const auto length = parse_integer(request.header("content-length"));
  return length && *length > static_cast<std::int64_t>(small_body);
}

std::optional<Reply> reply_to(const Context& context, const Request& request,
                              const Expected<intake::Reply, intake::Refusal>& reported) {
  if (!reported) {
    return refused(context, reported.error(), request.path_parameters.at("source"), request);
  }
  Reply reply = json_reply(to_json(*reported, lane_of(request)));
  reply.headers.emplace_back("Cache-Control", "no-store");
  if (!reported->batch && !reported->receipts.empty()) {
    reply.status = status_of(reported->receipts.front().recorded);
  }
  if (all_duplicates(*reported)) {
    reply.headers.emplace_back("Idempotent-Replayed", "true");
  }
  return reply;
}

}  // namespace

std::optional<Reply> admit_responses(const Context& context, const Request& request) {
  const std::string& source = request.path_parameters.at("source");
  if (const auto problem = check_address(context, source, request.path_parameters.at("survey"))) {
    return problem_reply(*problem, request);
  }
  if (const auto refused = context.limits.take_source(source, request.client.local,
                                                      std::chrono::steady_clock::now())) {
    return rate_limited("source", *refused, request);
  }
  if (context.intake.refused_by_headers(source, request.headers, request.received_at,
                                        is_large(request))) {
    context.limits.give_back_source(source, request.client.local);
    return unauthenticated(context, source, request);
  }
  return std::nullopt;
}

std::optional<Reply> post_responses(const Context& context, Request& request) {
  Delivery delivery = to_delivery(request);
  delivery.headers = std::move(request.headers);
  delivery.body = std::move(request.body);
  const auto reported = context.intake.deliver(delivery, request.longest);
  if (!reported && reported.error().kind == intake::Refusal::Kind::unauthenticated) {
    context.limits.give_back_source(delivery.source, request.client.local);
  }
  return reply_to(context, request, reported);
}

Reply read_receipts(const Context& context, const Request& request) {
  Delivery delivery = to_delivery(request);
  delivery.headers = request.headers;
  delivery.body = query_text(request);
  if (const auto problem = check_source(context, delivery.source)) {
    return problem_reply(*problem, request);
  }
  if (const auto refused = context.limits.take_source(delivery.source, request.client.local,
                                                      std::chrono::steady_clock::now())) {
    return rate_limited("source", *refused, request);
  }
  if (!context.intake.authenticate(delivery, access::Permission::read_receipts)) {
    context.limits.give_back_source(delivery.source, request.client.local);
    return unauthenticated(context, delivery.source, request, wrong_query_credential);
  }
  Reply reply = json_reply(
      to_json(context.intake.receipts(delivery.source, request.asked("source_response_id"))));
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

}  // namespace soundings::serve
