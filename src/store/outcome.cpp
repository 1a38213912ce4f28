// Duplicate, conflict, version: decided in one place for every door.
#include "outcome.h"

#include <algorithm>

namespace soundings::store {
namespace {

/// Comes before every other reason to hold an item, and keeps company with none.
constexpr std::string_view guarded = "safeguarding_exclusion";

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

Decision decide(const Entry& entry, bool webhook_id_reused, std::span<const Earlier> earlier) {
  const auto same = std::find_if(earlier.begin(), earlier.end(),
                                 [&](const Earlier& one) { return one.content == entry.content; });
  if (same != earlier.end()) {
    return {.outcome = Outcome::duplicate, .repeats = &*same, .code = {}};
  }
  if (!entry.response && entry.code == guarded) {
    return {.outcome = Outcome::quarantined, .code = entry.code};
  }
  if (webhook_id_reused) {
    return {.outcome = Outcome::conflict, .code = "webhook_id_reused"};
  }
  if (!entry.response) {
    return {.outcome = Outcome::quarantined, .code = entry.code};
  }
  int newest = 0;
  const Earlier* current = nullptr;
  for (const Earlier& one : earlier) {
    newest = std::max(newest, one.version);
    current = one.current ? &one : current;
  }
  if (current == nullptr) {
    return {.outcome = Outcome::accepted, .version = newest + 1, .code = {}};
  }
  const Instant changed = current->modified_at.value_or(current->completed_at);
  if (!entry.modified_at || *entry.modified_at == changed) {
    return {.outcome = Outcome::conflict, .code = "version_conflict"};
  }
  if (*entry.modified_at < changed) {
    return {.outcome = current->modified_at ? Outcome::older_version : Outcome::conflict,
            .code = current->modified_at ? "" : "version_conflict"};
  }
  return {.outcome = Outcome::accepted, .replaces = current, .version = newest + 1, .code = {}};
}

}  // namespace soundings::store
