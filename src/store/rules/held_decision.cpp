// When a held item is counted, and when it stays held.
#include "rules/held_decision.h"

#include <algorithm>

namespace soundings::store {
namespace {

/// Whether the version that a decision replaces is newer than the item it is about.
bool over_newer(const Decision& decision, const Subject& subject, const Entry& entry) {
  const Earlier* replaced = decision.replaces;
  return replaced != nullptr &&
         newer({.changed_at = replaced->modified_at.value_or(replaced->completed_at),
                .seq = replaced->seq},
               {.changed_at = entry.modified_at, .seq = subject.seq});
}

}  // namespace

Verdict first_verdict(const Entry& entry, const Subject& subject) {
  const bool conflict = subject.outcome == Outcome::conflict;
  Verdict today;
  today.status = conflict ? Outcome::conflict : Outcome::quarantined;
  today.code = conflict && entry.code != guarded_code ? subject.code : entry.code;
  return today;
}

void judge_beside_others(Verdict& today, const Entry& entry, const Arriving& arriving,
                         const Subject& subject) {
  today.decision = decide(entry, arriving, today.others);
  if (!entry.response || subject.outcome == Outcome::conflict) {
    return;
  }
  today.status = today.decision.outcome;
  const bool overtaken =
      today.status == Outcome::duplicate || today.status == Outcome::older_version;
  today.code = overtaken ? std::string(superseded) : today.decision.code;
}

Expected<Decision, HeldFault> admission(const Verdict& today, const Subject& subject,
                                        const Entry& entry, Newer choice) {
  if (!entry.response) {
    return unexpected(HeldFault::not_readable);
  }
  const Outcome would_be = today.decision.outcome;
  if (!today.erased && would_be == Outcome::accepted) {
    return today.decision;
  }
  if (today.erased || would_be == Outcome::duplicate) {
    return unexpected(HeldFault::superseded);
  }
  Decision chosen{.outcome = Outcome::accepted, .version = 1};
  for (const Earlier& one : today.others) {
    chosen.version = std::max(chosen.version, one.version + 1);
    chosen.replaces = one.current ? &one : chosen.replaces;
  }
  const bool over = over_newer(chosen, subject, entry);
  const bool overtaken = would_be == Outcome::older_version && subject.outcome != Outcome::conflict;
  if (overtaken && !(over && choice == Newer::gives_way)) {
    return unexpected(HeldFault::superseded);
  }
  if (over && choice == Newer::stands) {
    return unexpected(HeldFault::newer_version);
  }
  return chosen;
}

std::string admission_words(const Decision& decision, const Subject& subject, const Entry& entry,
                            const Act& act) {
  std::string words = act.reason + "; version " + std::to_string(decision.version);
  if (decision.replaces != nullptr) {
    words += " in place of version " + std::to_string(decision.replaces->version) + ", receipt " +
             decision.replaces->receipt;
    words += over_newer(decision, subject, entry) ? ", which is newer" : "";
  }
  return words;
}

std::string replay_words(const Verdict& today, const Act& act) {
  std::string words(to_text(today.status));
  words += today.code.empty() ? "" : " " + today.code;
  return act.reason.empty() ? words : words + ": " + act.reason;
}

}  // namespace soundings::store
