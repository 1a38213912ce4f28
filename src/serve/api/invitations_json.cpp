// Posted files of invitations, and their replies.
#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "soundings/base/digest.h"
#include "soundings/base/log.h"
#include "soundings/base/uuid.h"
#include "soundings/intake/reference_files.h"

#include "api/invitations.h"

namespace soundings::serve {
namespace {

nlohmann::ordered_json outcome_of(const store::Put& put, const intake::PassedOver& passed_over) {
  nlohmann::ordered_json document{{"rows", put.added + put.changed + put.unchanged},
                                  {"added", put.added},
                                  {"changed", put.changed},
                                  {"unchanged", put.unchanged}};
  for (const Finding& finding : passed_over.findings) {
    document["findings"].push_back({{"code", finding.code}, {"message", finding.message}});
  }
  for (const auto& [name, count] : passed_over.unread.names()) {
    document["unread"].push_back({{"name", name}, {"count", count}});
  }
  if (passed_over.unread.unnamed() > 0) {
    document["unread_more"] = passed_over.unread.unnamed();
  }
  return document;
}

Delivery to_delivery(const Request& request) {
  return {.id = uuid_v7(request.received_at),
          .source = request.path_parameters.at("source"),
          .lane = Delivery::Lane::import,
          .media_type = request.media_type,
          .headers = request.headers,
          .body = request.body,
          .received_at = request.received_at};
}

std::optional<Problem> check_source(const Source* source) {
  if (source == nullptr) {
    return Problem{404, "unknown_source", "There is no such source.", {}};
  }
  if (source->retired) {
    return Problem{410, "source_retired", "This source has been retired by name.", {}};
  }
  return std::nullopt;
}

Reply unauthenticated(const Source& source, const Request& request) {
  Reply reply = problem_reply({401,
                               "unauthenticated",
                               "The credential of this source is missing, wrong or stale, or does "
                               "not open invitations.",
                               {}},
                              request);
  const bool bearer = source.verification == Verification::bearer;
  reply.headers.emplace_back("WWW-Authenticate", bearer ? "Bearer" : "Signature");
  return reply;
}

/// The surveys of a file that its source does not send.
std::vector<Finding> foreign(const std::vector<Invitation>& rows, const Source& source) {
  std::vector<Finding> faults;
  for (const Invitation& row : rows) {
    const bool named = std::ranges::any_of(
        faults, [&](const Finding& fault) { return fault.pointer == row.survey; });
    if (!source.sends(row.survey) && !named) {
      faults.push_back({.code = "unknown_survey",
                        .pointer = row.survey,
                        .message = "this source sends no survey " + row.survey});
    }
  }
  return faults;
}

Reply kept(const Context& context, const Request& request, const intake::InvitationFile& file,
           const access::Principal& by) {
  const std::vector<Invitation>& rows = file.rows;
  const std::string& source = request.path_parameters.at("source");
  const std::string actor = source + " (" + by.key_id + ")";
  const Instant at = request.received_at;
  std::optional<store::Put> put;
  try {
    context.intake.with_store([&](store::Store& store) {
      put = by.rehearses()
                ? store.reference().put_invitations(rows, at, actor, store::Putting::rehearsed)
                : store.reference().post_invitations(
                      rows,
                      {.source = source,
                       .delivery = uuid_v7(at),
                       .known_by = context.intake.known_by(to_delivery(request)),
                       .body = sha256(request.body)},
                      at, actor);
    });
  } catch (const std::exception& failure) {
    log::error("invitations_not_kept", {{"source", source}, {"error", failure.what()}});
    return unavailable("store_unavailable", "Nothing can be kept now; try again shortly.", request);
  }
  if (!put) {
    return problem_reply({409,
                          "webhook_id_reused",
                          "This webhook-id was used before, for another body or another address; "
                          "nothing was kept. A new body takes a new id.",
                          {}},
                         request);
  }
  Reply reply = json_reply(to_json(*put, file.passed_over));
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

}  // namespace

Reply post_invitations(const Context& context, const Request& request) {
  const Source* source = context.definitions.find_source(request.path_parameters.at("source"));
  if (const auto problem = check_source(source)) {
    return problem_reply(*problem, request);
  }
  if (const auto refused = context.limits.take_source(source->id, request.client.local,
                                                      std::chrono::steady_clock::now())) {
    return rate_limited("source", *refused, request);
  }
  const auto by =
      context.intake.authenticate(to_delivery(request), access::Permission::post_invitations);
  if (!by) {
    context.limits.give_back_source(source->id, request.client.local);
    return unauthenticated(*source, request);
  }
  const auto file = intake::read_invitations_in(request.body, context.definitions);
  if (!file) {
    return problem_reply(rows_refused(file.error()), request);
  }
  if (auto faults = foreign(file->rows, *source); !faults.empty()) {
    return problem_reply(rows_refused(std::move(faults)), request);
  }
  if (!context.intake.ready()) {
    return unavailable("store_unavailable", "Nothing can be kept now; try again shortly.", request);
  }
  return kept(context, request, *file, *by);
}

Problem rows_refused(std::vector<Finding> faults) {
  const std::string count = std::to_string(faults.size());
  return {.status = 400,
          .code = "rows_refused",
          .detail = count + (faults.size() == 1 ? " fault" : " faults") +
                    "; nothing of the file was kept.",
          .errors = std::move(faults)};
}

std::string to_json(const store::Put& put, const intake::PassedOver& passed_over) {
  return outcome_of(put, passed_over).dump();
}

std::string to_json_with_changes(const store::Put& put, const intake::PassedOver& passed_over) {
  nlohmann::ordered_json made = outcome_of(put, passed_over);
  made["replaced"] = put.replaced;
  made["changes"] = put.changes;
  return made.dump();
}

}  // namespace soundings::serve
