// Duplicate, conflict, version: decided in one place for posts and files.
#include "rules/outcome.h"

#include <algorithm>

namespace soundings::store {
namespace {

const Earlier* current_of(std::span<const Earlier> earlier) {
  const auto at = std::ranges::find(earlier, true, &Earlier::current);
  return at == earlier.end() ? nullptr : &*at;
}

/// A response of an excluded group never counts, nor what was counted before it was known to be
/// one. Only a version that its sender made since stands.
Decision guard(const Entry& entry, const Earlier* current) {
  const bool corrected = current != nullptr && current->modified_at && entry.modified_at &&
                         *entry.modified_at < *current->modified_at;
  return {.outcome = Outcome::quarantined,
          .replaces = corrected ? nullptr : current,
          .code = entry.code};
}

/// What becomes of a version that is not known to be later than one of an excluded group.
std::optional<Decision> guarded_against(const Entry& entry, std::span<const Earlier> earlier) {
  std::optional<Decision> decision;
  for (const Earlier& one : earlier) {
    const bool timed = one.modified_at && entry.modified_at;
    if (!one.guarded || (timed && *entry.modified_at > *one.modified_at)) {
      continue;
    }
    if (!timed || *entry.modified_at == *one.modified_at) {
      return Decision{.outcome = Outcome::conflict, .code = "version_conflict"};
    }
    decision = Decision{.outcome = Outcome::older_version};
  }
  return decision;
}

/// The newest version that names its respondent names another, or this one's was lost on its way.
bool of_another_respondent(const Entry& entry, const Arriving& arriving,
                           std::span<const Earlier> earlier) {
  const Earlier* named = nullptr;
  for (const Earlier& one : earlier) {
    if (!one.person.empty() && (named == nullptr || one.version > named->version)) {
      named = &one;
    }
  }
  if (named == nullptr || arriving.person == named->person) {
    return false;
  }
  const bool lost = std::ranges::find(entry.response->findings, lost_respondent, &Finding::code) !=
                    entry.response->findings.end();
  return lost || !arriving.person.empty();
}

int newest_version(std::span<const Earlier> earlier) {
  int newest = 0;
  for (const Earlier& one : earlier) {
    newest = std::max(newest, one.version);
  }
  return newest;
}

/// What becomes of another version of a response that counts. version: its number if it is
/// accepted.
Decision against_current(const Entry& entry, const Earlier& current, int version) {
  const Instant changed = current.modified_at.value_or(current.completed_at);
  if (!entry.modified_at || *entry.modified_at == changed) {
    return {.outcome = Outcome::conflict, .code = "version_conflict"};
  }
  if (*entry.modified_at < changed) {
    return {.outcome = current.modified_at ? Outcome::older_version : Outcome::conflict,
            .code = current.modified_at ? "" : "version_conflict"};
  }
  return {.outcome = Outcome::accepted, .replaces = &current, .version = version};
}

}  // namespace

std::string_view to_text(Outcome outcome) noexcept {
  switch (outcome) {
    case Outcome::accepted:
      return "accepted";
    case Outcome::duplicate:
      return "duplicate";
    case Outcome::older_version:
      return "older_version";
    case Outcome::conflict:
      return "conflict";
    case Outcome::quarantined:
      return "quarantined";
  }
  return "";
}

std::string_view to_text(HeldState state) noexcept {
  switch (state) {
    case HeldState::held:
      return "held";
    case HeldState::admitted:
      return "admitted";
    case HeldState::discarded:
      return "discarded";
  }
  return "";
}

std::optional<HeldState> held_state(std::string_view text) noexcept {
  for (const HeldState state : {HeldState::held, HeldState::admitted, HeldState::discarded}) {
    if (text == to_text(state)) {
      return state;
    }
  }
  return std::nullopt;
}

bool newer(const Stamp& one, const Stamp& other) noexcept {
  if (one.changed_at && other.changed_at && *one.changed_at != *other.changed_at) {
    return *one.changed_at > *other.changed_at;
  }
  return one.seq > other.seq;
}

Decision decide(const Entry& entry, const Arriving& arriving, std::span<const Earlier> earlier) {
  const auto same = std::ranges::find(earlier, true, &Earlier::same);
  if (same != earlier.end()) {
    return {.outcome = Outcome::duplicate, .repeats = &*same};
  }
  const Earlier* current = current_of(earlier);
  if (!entry.response && entry.code == guarded_code) {
    return guard(entry, current);
  }
  if (arriving.webhook_id == WebhookId::other_body ||
      arriving.webhook_id == WebhookId::other_address) {
    return {.outcome = Outcome::conflict, .code = "webhook_id_reused"};
  }
  if (!entry.response) {
    return {.outcome = Outcome::quarantined, .code = entry.code};
  }
  if (const auto decision = guarded_against(entry, earlier)) {
    return *decision;
  }
  if (of_another_respondent(entry, arriving, earlier)) {
    return {.outcome = Outcome::conflict, .code = "respondent_differs"};
  }
  const int version = newest_version(earlier) + 1;
  return current == nullptr ? Decision{.outcome = Outcome::accepted, .version = version}
                            : against_current(entry, *current, version);
}

}  // namespace soundings::store
