// Who may come in: the source of a delivery, its credential, and what reads it.
#include <algorithm>

#include "soundings/base/log.h"

#include "state.h"

namespace soundings::intake {
namespace {

std::string_view to_text(Refusal::Kind kind) noexcept {
  switch (kind) {
    case Refusal::Kind::unauthenticated:
      return "unauthenticated";
    case Refusal::Kind::queue_full:
      return "queue_full";
    case Refusal::Kind::shutting_down:
      return "shutting_down";
    case Refusal::Kind::store_unavailable:
      return "store_unavailable";
    case Refusal::Kind::late:
      return "late";
  }
  return "unauthenticated";
}

/// One line a minute for refusals alike. skew: of a stale sender.
void write_refusal(RefusalLog& refusals, std::string_view source, std::string_view check,
                   Instant at, std::optional<std::chrono::seconds> skew) {
  const auto since = refusals.note(source, check, at);
  if (!since) {
    return;
  }
  const std::string count = std::to_string(*since);
  if (skew) {
    log::warning("verification_failed", {{"source", source},
                                         {"check", check},
                                         {"count", count},
                                         {"skew_seconds", std::to_string(skew->count())}});
  } else {
    log::warning("verification_failed", {{"source", source}, {"check", check}, {"count", count}});
  }
}

}  // namespace

Expected<Intake::State::Admitted, Refusal> Intake::State::admit(const Delivery& delivery) {
  const Source* source = definitions.find_source(delivery.source);
  const Survey* survey = definitions.find_survey(delivery.survey);
  if (source == nullptr || survey == nullptr) {
    write_refusal(refusals, {}, "unknown_source", delivery.received_at, std::nullopt);
    return unexpected(Refusal{.kind = Refusal::Kind::unauthenticated, .check = std::nullopt});
  }
  auto passed = verify(delivery, *source, access::Permission::post_responses);
  if (!passed) {
    return unexpected(passed.error());
  }
  return Admitted{.survey = survey,
                  .adapter = definitions.find_adapter(
                      source->adapter_for(delivery.survey, delivery.media_type)),
                  .webhook_id = std::move(passed->verified.webhook_id),
                  .rehearsed = passed->who.rehearses()};
}

Expected<Intake::State::Passed, Refusal> Intake::State::verify(const Delivery& delivery,
                                                               const Source& source,
                                                               access::Permission what) {
  const auto list = keys.list(delivery.source, what);
  auto verified = receive::verify(delivery, source, *list);
  if (verified) {
    keys.used(verified->key_id, delivery.received_at);
    instruments.skew(delivery.source, verified->skew);
    const auto key = std::ranges::find(*list, verified->key_id, &SourceKey::id);
    auto who = access::Principal::source(delivery.source, verified->key_id, key->scope);
    return Passed{.verified = std::move(*verified), .who = std::move(who)};
  }
  const bool stale = verified.error() == receive::VerificationFault::timestamp_out_of_tolerance;
  return unexpected(note_failed(delivery.source, verified.error(), delivery.received_at,
                                stale ? receive::stated_skew(delivery) : std::nullopt));
}

std::optional<Refusal> Intake::State::refused_by_headers(const Source& source,
                                                         receive::Headers headers,
                                                         Instant received_at, bool large) {
  const auto fault =
      receive::fault_of_headers(headers, received_at, large, source,
                                *keys.list(source.id, access::Permission::post_responses));
  return fault ? std::optional(note_failed(source.id, *fault, received_at, std::nullopt))
               : std::nullopt;
}

/// The clear text of a failed check stays here: our log and metric, never the reply.
Refusal Intake::State::note_failed(const std::string& source, receive::VerificationFault check,
                                   Instant at, std::optional<std::chrono::seconds> skew) {
  instruments.refused(source, receive::to_text(check));
  if (skew) {
    instruments.skew(source, *skew);
  }
  write_refusal(refusals, source, receive::to_text(check), at, skew);
  return {.kind = Refusal::Kind::unauthenticated, .check = check};
}

Refusal Intake::State::refuse(const std::string& source, Refusal::Kind kind) {
  instruments.refused(source, to_text(kind));
  return {.kind = kind, .check = std::nullopt};
}

}  // namespace soundings::intake
