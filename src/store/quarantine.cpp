// Held items: read by stewards, replayed, admitted or discarded, each act audited.
#include <algorithm>

#include "binding.h"
#include "state.h"

namespace soundings::store {
namespace {

constexpr const char* select_held =
    "SELECT h.receipt, so.id, su.id, s.source_response_id, d.received_at, h.code, h.state,"
    " h.seq, h.source, s.outcome, d.id, s.position, h.original FROM held h"
    " JOIN submission s USING (seq) JOIN delivery d ON d.seq = s.delivery"
    " JOIN source so ON so.no = s.source JOIN survey su ON su.no = s.survey";

HeldItem item_at(SQLite::Database& database, const SQLite::Statement& row) {
  HeldItem item{.receipt = text_at(row, 0),
                .source = text_at(row, 1),
                .survey = text_at(row, 2),
                .source_response_id = text_at(row, 3),
                .received_at = from_epoch_microseconds(number_at(row, 4)),
                .code = text_at(row, 5),
                .errors = {},
                .state = text_at(row, 6)};
  SQLite::Statement errors(database,
                           "SELECT code, pointer, message FROM finding WHERE source = ?"
                           " AND submission = ? ORDER BY nth");
  for (prepare(errors, number_at(row, 8), number_at(row, 7)); errors.executeStep();) {
    item.errors.push_back(
        {.code = text_at(errors, 0), .pointer = text_at(errors, 1), .message = text_at(errors, 2)});
  }
  return item;
}

/// What an act needs to know of the item it is about.
struct Subject {
  std::int64_t seq = 0;
  std::int64_t source = 0;
  Outcome outcome = Outcome::quarantined;
  std::string state;
  std::string code;
};

Expected<Subject, HeldFault> undecided(const SQLite::Database& database,
                                       const std::string& receipt) {
  SQLite::Statement read(database,
                         "SELECT h.seq, h.source, s.outcome, h.state, h.code FROM held h"
                         " JOIN submission s USING (seq)"
                         " WHERE h.source IN (SELECT no FROM source) AND h.receipt = ?");
  if (!prepare(read, receipt).executeStep()) {
    return unexpected(HeldFault::unknown_receipt);
  }
  const Subject subject{.seq = number_at(read, 0),
                        .source = number_at(read, 1),
                        .outcome = static_cast<Outcome>(number_at(read, 2)),
                        .state = text_at(read, 3),
                        .code = text_at(read, 4)};
  if (subject.state != "held") {
    return unexpected(HeldFault::already_decided);
  }
  return subject;
}

/// What an admitted item becomes, or nothing when it stands already or a later version counts.
std::optional<Decision> admission(const Entry& entry, const Subject& subject,
                                  std::span<const Earlier> others) {
  const Decision decision = decide(entry, false, others);
  if (decision.outcome == Outcome::accepted) {
    return decision;
  }
  if (decision.outcome == Outcome::duplicate || subject.outcome != Outcome::conflict) {
    return std::nullopt;
  }
  Decision chosen{.outcome = Outcome::accepted, .version = 1, .code = {}};
  for (const Earlier& one : others) {
    chosen.version = std::max(chosen.version, one.version + 1);
    chosen.replaces = one.current ? &one : chosen.replaces;
  }
  return chosen;
}

void close_item(SQLite::Database& database, const Subject& subject, const std::string& state,
                const Act& act) {
  run_once(database,
           "UPDATE held SET state = ?, decided_at = ?, actor = ?, reason = ?, original = NULL"
           " WHERE seq = ?",
           state, epoch_microseconds(act.at), act.actor, act.reason, subject.seq);
}

void forget_findings(SQLite::Database& database, const Subject& subject) {
  run_once(database, "DELETE FROM finding WHERE source = ? AND submission = ?", subject.source,
           subject.seq);
}

AuditRow audited(const Act& act, const char* action, const std::string& receipt) {
  return {
      .at = act.at, .actor = act.actor, .action = action, .subject = receipt, .detail = act.reason};
}

}  // namespace

std::vector<HeldItem> Ledger::held(std::size_t limit) const {
  SQLite::Statement read(*state_->database,
                         std::string(select_held) + " ORDER BY h.seq DESC LIMIT ?");
  std::vector<HeldItem> items;
  for (prepare(read, static_cast<std::int64_t>(limit)); read.executeStep();) {
    items.push_back(item_at(*state_->database, read));
  }
  return items;
}

std::optional<HeldOriginal> Ledger::original(std::string_view receipt) const {
  SQLite::Statement read(*state_->database, std::string(select_held) +
                                                " WHERE h.source IN (SELECT no FROM source)"
                                                " AND h.receipt = ?");
  const std::string wanted(receipt);
  if (!prepare(read, wanted).executeStep()) {
    return std::nullopt;
  }
  auto bytes = unseal(blob_at(read, 12), state_->master_key);
  if (!bytes) {
    return std::nullopt;
  }
  return HeldOriginal{.item = item_at(*state_->database, read),
                      .outcome = static_cast<Outcome>(number_at(read, 9)),
                      .delivery = text_at(read, 10),
                      .position = static_cast<std::uint64_t>(number_at(read, 11)),
                      .bytes = std::move(*bytes)};
}

Expected<Recorded, HeldFault> Ledger::admit(std::string_view receipt, const Entry& entry,
                                            const Act& act, const Definitions& definitions) {
  const std::string name(receipt);
  SQLite::Database& database = *state_->database;
  const auto subject = undecided(database, name);
  if (!subject) {
    return unexpected(subject.error());
  }
  if (!entry.response) {
    return unexpected(HeldFault::not_readable);
  }
  Keeper& keeper = state_->writer->keeper;
  if (keeper.tombstones().find(subject->source, entry)) {
    return unexpected(HeldFault::superseded);
  }
  std::vector<Earlier> others = keeper.earlier(entry);
  std::erase_if(others, [&](const Earlier& one) { return one.seq == subject->seq; });
  const auto decision = admission(entry, *subject, others);
  if (!decision) {
    return unexpected(HeldFault::superseded);
  }
  bool kept = false;
  state_->write([&](SQLite::Transaction& transaction) {
    forget_findings(database, *subject);
    keeper.start();
    kept = keeper.add_response(subject->seq, entry, *decision, definitions);
    if (!kept) {
      return;
    }
    const Sha256 hash = sha256(entry.kept);
    run_once(
        database,
        "UPDATE submission SET source_response_id = ?, item_key = ?, modified_at = ?,"
        " kept_hash = ?, kept = ? WHERE seq = ?",
        entry.source_response_id, item_key(entry.source_response_id, entry.content),
        entry.modified_at ? std::optional(epoch_microseconds(*entry.modified_at)) : std::nullopt,
        Blob(hash).first(kept_hash_size), entry.kept, subject->seq);
    close_item(database, *subject, "admitted", act);
    state_->writer->audit.append(audited(act, "item_admitted", name));
    transaction.commit();
  });
  if (!kept) {
    keeper.forget();
    return unexpected(HeldFault::not_readable);
  }
  return Recorded{.outcome = subject->outcome,
                  .receipt = name,
                  .status = Outcome::accepted,
                  .version = decision->version,
                  .code = {},
                  .errors = {}};
}

Expected<Recorded, HeldFault> Ledger::discard(std::string_view receipt, const Act& act) {
  const std::string name(receipt);
  const auto subject = undecided(*state_->database, name);
  if (!subject) {
    return unexpected(subject.error());
  }
  state_->write([&](SQLite::Transaction& transaction) {
    close_item(*state_->database, *subject, "discarded", act);
    state_->writer->audit.append(audited(act, "item_discarded", name));
    transaction.commit();
  });
  return Recorded{.outcome = subject->outcome,
                  .receipt = name,
                  .status = subject->outcome,
                  .code = subject->code,
                  .errors = {}};
}

Expected<Recorded, HeldFault> Ledger::hold_again(std::string_view receipt, const std::string& code,
                                                 const std::vector<Finding>& errors,
                                                 const Act& act) {
  const std::string name(receipt);
  SQLite::Database& database = *state_->database;
  const auto subject = undecided(database, name);
  if (!subject) {
    return unexpected(subject.error());
  }
  state_->write([&](SQLite::Transaction& transaction) {
    forget_findings(database, *subject);
    state_->writer->keeper.put_findings(subject->source, subject->seq, errors);
    run_once(database, "UPDATE held SET code = ? WHERE seq = ?", code, subject->seq);
    state_->writer->audit.append(audited(act, "item_replayed", name));
    transaction.commit();
  });
  return Recorded{.outcome = subject->outcome,
                  .receipt = name,
                  .status = subject->outcome,
                  .code = code,
                  .errors = errors};
}

}  // namespace soundings::store
