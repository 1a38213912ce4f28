// What becomes of held items: read again, admitted or discarded, each act audited. The
// outcome on arrival stays; only the state moves.
#include <algorithm>

#include "sqlite/binding.h"
#include "sqlite/commits.h"
#include "sqlite/held_items.h"
#include "sqlite/state.h"

namespace soundings::store {
namespace {

/// Why an item that can be read now is still not counted by itself.
constexpr std::string_view superseded = "superseded";

/// What an item would be today, beside what else its sender sent under the same id.
struct Verdict {
  std::vector<Earlier> others;
  Decision decision;  ///< points into `others`
  Outcome status = Outcome::quarantined;
  std::string code;     ///< why it stays held; empty when accepted
  bool erased = false;  ///< what was erased does not come back, by anybody's word
};

/// A body under a reused webhook-id, and a second answer for one time, wait for a person however
/// well they can be read.
Verdict verdict(Keeper& keeper, const Entry& entry, const Subject& subject) {
  const bool conflict = subject.outcome == Outcome::conflict;
  Verdict today;
  today.status = conflict ? Outcome::conflict : Outcome::quarantined;
  today.code = conflict && entry.code != guarded_code ? subject.code : entry.code;
  if (!entry.response && entry.code != guarded_code) {
    return today;
  }
  if (entry.response && keeper.tombstones().find(subject.source, entry)) {
    today.status = Outcome::duplicate;
    today.code = superseded;
    today.erased = true;
    return today;
  }
  today.others = keeper.earlier(entry);
  std::erase_if(today.others, [&](const Earlier& one) { return one.seq == subject.seq; });
  today.decision = decide(entry, keeper.arriving(entry), today.others);
  if (entry.response && !conflict) {
    today.status = today.decision.outcome;
    const bool overtaken =
        today.status == Outcome::duplicate || today.status == Outcome::older_version;
    today.code = overtaken ? std::string(superseded) : today.decision.code;
  }
  return today;
}

/// Whether the version that a decision replaces is newer than the item it is about.
bool over_newer(const Decision& decision, const Subject& subject, const Entry& entry) {
  const Earlier* replaced = decision.replaces;
  return replaced != nullptr &&
         newer({.changed_at = replaced->modified_at.value_or(replaced->completed_at),
                .seq = replaced->seq},
               {.changed_at = entry.modified_at, .seq = subject.seq});
}

/// What a person's word makes of an item: a conflict takes the place of the version that counts.
/// Errors: superseded when it stands already or a later version does; newer_version.
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
  Decision chosen{.outcome = Outcome::accepted, .version = 1, .code = {}};
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

/// "they moved; version 3 in place of version 2, receipt ..., which is newer".
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

Recorded admitted(const Subject& subject, const std::string& receipt, const Decision& decision) {
  return {.outcome = subject.outcome,
          .receipt = receipt,
          .status = Outcome::accepted,
          .version = decision.version,
          .code = {},
          .errors = {}};
}

void close_item(SQLite::Database& database, const Subject& subject, const std::string& state,
                const Act& act) {
  run_once(database,
           "UPDATE held SET state = ?, decided_at = ?, actor = ?, reason = ?, original = NULL,"
           " header = NULL WHERE seq = ?",
           state, epoch_microseconds(act.at), act.actor, act.reason, subject.seq);
}

void forget_findings(SQLite::Database& database, const Subject& subject) {
  run_once(database, "DELETE FROM finding WHERE source = ? AND submission = ?", subject.source,
           subject.seq);
}

AuditRow audited(const Act& act, const char* action, const std::string& receipt,
                 std::string detail) {
  return {.at = act.at,
          .actor = act.actor,
          .action = action,
          .subject = receipt,
          .detail = std::move(detail)};
}

/// "quarantined area_unknown: the register was mended".
std::string replay_words(const Verdict& today, const Act& act) {
  std::string words(to_text(today.status));
  words += today.code.empty() ? "" : " " + today.code;
  return act.reason.empty() ? words : words + ": " + act.reason;
}

Recorded told(const Subject& subject, const std::string& receipt, const Verdict& today,
              const Entry& entry) {
  const bool accepted = today.status == Outcome::accepted;
  return {.outcome = subject.outcome,
          .receipt = receipt,
          .status = today.status,
          .version = accepted ? today.decision.version : 0,
          .code = today.code,
          .errors = entry.response ? std::vector<Finding>{} : entry.errors};
}

/// Whether a submission stands under another key than `key`.
bool has_other_key(const SQLite::Database& database, std::int64_t submission, std::int64_t key) {
  SQLite::Statement read(database, "SELECT item_key FROM submission WHERE seq = ?");
  prepare(read, submission).executeStep();
  return optional_at(read, 0) != key;
}

}  // namespace

/// Counts `entry` as the response of the subject's submission. False when its survey's layout
/// cannot hold it.
bool Ledger::count_in(const Subject& subject, const Entry& entry, const Decision& decision,
                      const Act& act, const AuditRow& row, const Definitions& definitions) {
  SQLite::Database& database = *state_->database;
  Keeper& keeper = state_->writer->keeper;
  bool kept = false;
  state_->write([&](SQLite::Transaction& transaction) {
    forget_findings(database, subject);
    keeper.start();
    kept = keeper.add_response(subject.seq, entry, decision, definitions);
    if (!kept) {
      return;
    }
    const Sha256 hash = sha256(entry.kept);
    const std::int64_t key = item_key(entry.source_response_id, entry.content);
    const bool moved = has_other_key(database, subject.seq, key);
    if (moved) {
      run_once(database,
               "DELETE FROM filed_item WHERE (source, key, submission) ="
               " (SELECT source, item_key, seq FROM submission WHERE seq = ?)",
               subject.seq);
    }
    run_once(
        database,
        "UPDATE submission SET source_response_id = ?, item_key = ?, modified_at = ?,"
        " kept_hash = ?, kept = ? WHERE seq = ?",
        entry.source_response_id, key,
        entry.modified_at ? std::optional(epoch_microseconds(*entry.modified_at)) : std::nullopt,
        Blob(hash).first(kept_hash_size), entry.kept, subject.seq);
    if (moved) {
      run_once(database,
               "INSERT INTO filed_item (source, key, submission)"
               " SELECT source, item_key, seq FROM submission WHERE seq = ?",
               subject.seq);
      keeper.forget_keys();
    }
    close_item(database, subject, "admitted", act);
    restate(database, state_->writer->audit, {subject.seq}, act.at, act.actor);
    state_->writer->audit.append(row);
    transaction.commit();
  });
  if (!kept) {
    keeper.forget();
  }
  return kept;
}

Expected<Recorded, HeldFault> Ledger::admit(std::string_view receipt, const Entry& entry,
                                            const Act& act, const Definitions& definitions,
                                            Newer newer) {
  const std::string name(receipt);
  const auto subject = undecided(*state_->database, name);
  if (!subject) {
    return unexpected(subject.error());
  }
  const Verdict today = verdict(state_->writer->keeper, entry, *subject);
  const auto decision = admission(today, *subject, entry, newer);
  if (!decision) {
    return unexpected(decision.error());
  }
  const AuditRow row =
      audited(act, "item_admitted", name, admission_words(*decision, *subject, entry, act));
  if (!count_in(*subject, entry, *decision, act, row, definitions)) {
    return unexpected(HeldFault::not_readable);
  }
  return admitted(*subject, name, *decision);
}

Expected<Recorded, HeldFault> Ledger::would_admit(std::string_view receipt, const Entry& entry,
                                                  Newer newer) {
  const std::string name(receipt);
  const auto subject = undecided(*state_->database, name);
  if (!subject) {
    return unexpected(subject.error());
  }
  const Verdict today = verdict(state_->writer->keeper, entry, *subject);
  return admission(today, *subject, entry, newer).map([&](const Decision& decision) {
    return admitted(*subject, name, decision);
  });
}

Expected<Recorded, HeldFault> Ledger::discard(std::string_view receipt, const Act& act) {
  const std::string name(receipt);
  const auto subject = undecided(*state_->database, name);
  if (!subject) {
    return unexpected(subject.error());
  }
  state_->write([&](SQLite::Transaction& transaction) {
    close_item(*state_->database, *subject, "discarded", act);
    state_->writer->audit.append(audited(act, "item_discarded", name, act.reason));
    transaction.commit();
  });
  return Recorded{.outcome = subject->outcome,
                  .receipt = name,
                  .status = subject->outcome,
                  .code = subject->code,
                  .errors = {}};
}

Expected<Recorded, HeldFault> Ledger::would_become(std::string_view receipt, const Entry& entry) {
  const std::string name(receipt);
  const auto subject = undecided(*state_->database, name);
  if (!subject) {
    return unexpected(subject.error());
  }
  return told(*subject, name, verdict(state_->writer->keeper, entry, *subject), entry);
}

Expected<Recorded, HeldFault> Ledger::replay(std::string_view receipt, const Entry& entry,
                                             const Act& act, const Definitions& definitions) {
  const std::string name(receipt);
  SQLite::Database& database = *state_->database;
  const auto subject = undecided(database, name);
  if (!subject) {
    return unexpected(subject.error());
  }
  const Verdict today = verdict(state_->writer->keeper, entry, *subject);
  Recorded recorded = told(*subject, name, today, entry);
  const AuditRow row = audited(act, "item_replayed", name, replay_words(today, act));
  if (today.status == Outcome::accepted) {
    if (!count_in(*subject, entry, today.decision, act, row, definitions)) {
      return unexpected(HeldFault::not_readable);
    }
    return recorded;
  }
  state_->write([&](SQLite::Transaction& transaction) {
    forget_findings(database, *subject);
    state_->writer->keeper.put_findings(subject->source, subject->seq, recorded.errors,
                                        entry.value_classes);
    if (!entry.response && today.decision.replaces != nullptr) {
      state_->writer->keeper.withdraw(*today.decision.replaces, act.at);
    }
    run_once(database, "UPDATE held SET code = ? WHERE seq = ?", today.code, subject->seq);
    state_->writer->audit.append(row);
    transaction.commit();
  });
  return recorded;
}

}  // namespace soundings::store
