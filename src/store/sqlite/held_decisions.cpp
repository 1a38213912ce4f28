// Held items decided: read again, admitted or discarded. Each decision is looked at, decided,
// written and audited in one transaction.
#include "sqlite/held_decisions.h"

#include "rules/held_decision.h"
#include "sqlite/binding.h"
#include "sqlite/commits.h"
#include "sqlite/held_list.h"

namespace soundings::store::sqlite {
namespace {

/// Errors: unknown_receipt, already_decided.
Expected<Subject, HeldFault> undecided(const SQLite::Database& database,
                                       const std::string& receipt) {
  SQLite::Statement read(database,
                         "SELECT h.seq, h.source, s.outcome, h.state, h.code FROM held h"
                         " JOIN submission s USING (seq)"
                         " WHERE h.source IN (SELECT no FROM source) AND h.receipt = ?");
  if (!prepare(read, receipt).executeStep()) {
    return unexpected(HeldFault::unknown_receipt);
  }
  Subject subject{.seq = number_at(read, 0),
                  .source = number_at(read, 1),
                  .outcome = static_cast<Outcome>(number_at(read, 2)),
                  .state = state_at(read, 3),
                  .code = text_at(read, 4)};
  if (subject.state != HeldState::held) {
    return unexpected(HeldFault::already_decided);
  }
  return subject;
}

Verdict verdict(BatchCommitter& committer, const Entry& entry, const Subject& subject) {
  Verdict today = first_verdict(entry, subject);
  if (!entry.response && entry.code != guarded_code) {
    return today;
  }
  if (entry.response && committer.tombstones().find(subject.source, entry)) {
    today.status = Outcome::duplicate;
    today.code = superseded;
    today.erased = true;
    return today;
  }
  today.others = committer.earlier(entry);
  std::erase_if(today.others, [&](const Earlier& one) { return one.seq == subject.seq; });
  judge_beside_others(today, entry, committer.arriving(entry), subject);
  return today;
}

Recorded admitted(const Subject& subject, const std::string& receipt, const Decision& decision) {
  return {.outcome = subject.outcome,
          .receipt = receipt,
          .status = Outcome::accepted,
          .version = decision.version};
}

void close_item(SQLite::Database& database, const Subject& subject, HeldState state,
                const Act& act) {
  const std::string text(to_text(state));
  run_once(database,
           "UPDATE held SET state = ?, decided_at = ?, actor = ?, reason = ?, original = NULL,"
           " header = NULL WHERE seq = ?",
           text, epoch_microseconds(act.at), act.actor, act.reason, subject.seq);
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

Recorded replayed(const Subject& subject, const std::string& receipt, const Verdict& today,
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

/// Stores what was read of the item beside its submission, and files it under its id of today.
void restate_submission(Session& session, const Subject& subject, const Entry& entry) {
  SQLite::Database& database = *session.database;
  const Sha256 hash = sha256(entry.kept);
  const std::int64_t key = item_key(entry.source_response_id, entry.content);
  const bool moved = has_other_key(database, subject.seq, key);
  if (moved) {
    run_once(database,
             "DELETE FROM filed_item WHERE (source, key, submission) ="
             " (SELECT source, item_key, seq FROM submission WHERE seq = ?)",
             subject.seq);
  }
  run_once(database,
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
    session.writer->committer.forget_keys();
  }
}

/// Counts `entry` as the response of the subject's submission, within the caller's transaction.
/// False when its survey's layout cannot hold it: then nothing may be committed.
bool count_in(Session& session, const Subject& subject, const Entry& entry,
              const Decision& decision, const Act& act, const AuditRow& row,
              const Definitions& definitions) {
  SQLite::Database& database = *session.database;
  BatchCommitter& committer = session.writer->committer;
  forget_findings(database, subject);
  committer.start();
  if (!committer.add_response(subject.seq, entry, decision, definitions)) {
    return false;
  }
  restate_submission(session, subject, entry);
  close_item(database, subject, HeldState::admitted, act);
  restate(database, session.writer->audit, {subject.seq}, act.at, act.actor);
  session.writer->audit.append(row);
  return true;
}

/// Leaves an item held, for today's reasons, within the caller's transaction.
void hold_on(Session& session, const Subject& subject, const Entry& entry, const Verdict& today,
             const Recorded& recorded, const Act& act) {
  BatchCommitter& committer = session.writer->committer;
  forget_findings(*session.database, subject);
  committer.put_findings(subject.source, subject.seq, recorded.errors, entry.value_classes);
  if (!entry.response && today.decision.replaces != nullptr) {
    committer.withdraw(*today.decision.replaces, act.at);
  }
  run_once(*session.database, "UPDATE held SET code = ? WHERE seq = ?", today.code, subject.seq);
}

/// What `decide` makes of an undecided item in one transaction. It commits when it decides, and
/// leaves the transaction to be rolled back when it says why not.
template <typename Decide>
Expected<Recorded, HeldFault> decide_one(Session& session, const std::string& receipt,
                                         const Decide& decide) {
  Expected<Recorded, HeldFault> became = unexpected(HeldFault::not_readable);
  session.write([&](SQLite::Transaction& transaction) {
    became = undecided(*session.database, receipt).and_then(decide);
    if (became) {
      transaction.commit();
    } else {
      session.writer->committer.forget();
    }
  });
  return became;
}

}  // namespace

Expected<Recorded, HeldFault> admit(Session& session, const std::string& receipt,
                                    const Entry& entry, const Act& act,
                                    const Definitions& definitions, Newer newer) {
  return decide_one(session, receipt, [&](const Subject& subject) {
    const Verdict today = verdict(session.writer->committer, entry, subject);
    return admission(today, subject, entry, newer)
        .and_then([&](const Decision& decision) -> Expected<Recorded, HeldFault> {
          const AuditRow row = audited(act, "item_admitted", receipt,
                                       admission_words(decision, subject, entry, act));
          if (!count_in(session, subject, entry, decision, act, row, definitions)) {
            return unexpected(HeldFault::not_readable);
          }
          return admitted(subject, receipt, decision);
        });
  });
}

Expected<Recorded, HeldFault> would_admit(Session& session, const std::string& receipt,
                                          const Entry& entry, Newer newer) {
  return undecided(*session.database, receipt).and_then([&](const Subject& subject) {
    const Verdict today = verdict(session.writer->committer, entry, subject);
    return admission(today, subject, entry, newer).map([&](const Decision& decision) {
      return admitted(subject, receipt, decision);
    });
  });
}

Expected<Recorded, HeldFault> discard(Session& session, const std::string& receipt,
                                      const Act& act) {
  return decide_one(session, receipt, [&](const Subject& subject) -> Expected<Recorded, HeldFault> {
    close_item(*session.database, subject, HeldState::discarded, act);
    session.writer->audit.append(audited(act, "item_discarded", receipt, act.reason));
    return Recorded{.outcome = subject.outcome,
                    .receipt = receipt,
                    .status = subject.outcome,
                    .code = subject.code};
  });
}

Expected<Recorded, HeldFault> would_become(Session& session, const std::string& receipt,
                                           const Entry& entry) {
  return undecided(*session.database, receipt).map([&](const Subject& subject) {
    return replayed(subject, receipt, verdict(session.writer->committer, entry, subject), entry);
  });
}

Expected<Recorded, HeldFault> replay(Session& session, const std::string& receipt,
                                     const Entry& entry, const Act& act,
                                     const Definitions& definitions) {
  return decide_one(session, receipt, [&](const Subject& subject) -> Expected<Recorded, HeldFault> {
    const Verdict today = verdict(session.writer->committer, entry, subject);
    Recorded recorded = replayed(subject, receipt, today, entry);
    const AuditRow row = audited(act, "item_replayed", receipt, replay_words(today, act));
    if (today.status == Outcome::accepted) {
      if (!count_in(session, subject, entry, today.decision, act, row, definitions)) {
        return unexpected(HeldFault::not_readable);
      }
      return recorded;
    }
    hold_on(session, subject, entry, today, recorded, act);
    session.writer->audit.append(row);
    return recorded;
  });
}

}  // namespace soundings::store::sqlite
