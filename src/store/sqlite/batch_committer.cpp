// A batch, entry by entry: outcomes, and what is summed up at the end.
#include "sqlite/batch_committer.h"

#include <algorithm>

#include <SQLiteCpp/Savepoint.h>
#include <sqlite3.h>

#include "sqlite/batch_transaction.h"
#include "sqlite/binding.h"
#include "sqlite/commits.h"
#include "sqlite/filed_keys.h"

namespace soundings::store::sqlite {
namespace {

/// Why an item that breaks a constraint of the store by itself is held.
constexpr const char* not_storable = "not_storable";

bool fault_of_an_item(const SQLite::Exception& error) noexcept {
  const int code = error.getErrorCode();
  return code == SQLITE_CONSTRAINT || code == SQLITE_TOOBIG || code == SQLITE_MISMATCH;
}

std::optional<std::int64_t> microseconds(const std::optional<Instant>& at) {
  return at ? std::optional(epoch_microseconds(*at)) : std::nullopt;
}

}  // namespace

std::int64_t item_key(const std::string& source_response_id, const Sha256& content) {
  return first_bits(source_response_id.empty() ? content : sha256(source_response_id));
}

BatchCommitter::BatchCommitter(SQLite::Database& database, Dictionary& dictionary,
                               AuditTrail& audit, const Bytes& master_key)
    : database_(database),
      dictionary_(dictionary),
      audit_(audit),
      master_key_(master_key),
      tombstones_(database, master_key),
      pseudonyms_(database),
      responses_(database),
      items_(database, items_filed),
      webhooks_(database, webhooks_filed),
      read_webhook_(database,
                    "SELECT body, survey, form FROM delivery WHERE seq = ? AND webhook_key = ?"
                    " AND webhook_id = ?"),
      insert_delivery_(database,
                       "INSERT INTO delivery (source, id, webhook_id, webhook_key, body,"
                       " received_at, items, dropped, unmapped, survey, form, header)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      extend_delivery_(database,
                       "UPDATE delivery SET items = items + ?, dropped = dropped + ?,"
                       " unmapped = unmapped + ? WHERE seq = ?"),
      find_delivery_(database,
                     "SELECT seq FROM delivery WHERE source = ? AND id = ? AND items > 1"
                     " ORDER BY seq DESC LIMIT 1"),
      read_earlier_(database,
                    "SELECT s.seq, s.content, s.source_response_id, s.outcome, s.receipt,"
                    " s.modified_at, r.version, r.current, r.completed_at, s.original,"
                    " d.header FROM submission s JOIN delivery d ON d.seq = s.delivery"
                    " LEFT JOIN response r ON r.seq = s.seq"
                    " WHERE s.seq = ? AND s.survey = ? AND s.item_key = ?"),
      insert_submission_(database,
                         "INSERT INTO submission (source, survey, delivery, position, outcome,"
                         " receipt, first, item_key, source_response_id, modified_at, content,"
                         " original, kept_hash, kept)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_response_(database,
                       "INSERT INTO response (seq, source, survey, version, current, completed_at,"
                       " invited_at, month, invited_month, wave, person, layout, codes, given)"
                       " VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      read_response_(database,
                     "SELECT survey, month, invited_month, wave, person, layout, codes"
                     " FROM response WHERE seq = ?"),
      retire_response_(database, "UPDATE response SET current = 0 WHERE seq = ?"),
      insert_comment_(database, "INSERT INTO comment (seq, source, text) VALUES (?, ?, ?)"),
      insert_count_(database,
                    "INSERT INTO count_log (survey, delta, month, invited_month, wave, person,"
                    " layout, codes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      insert_held_(database,
                   "INSERT INTO held (seq, source, receipt, code, original, adapter, form, header)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      read_held_(database, "SELECT code FROM held WHERE seq = ?"),
      insert_finding_(database,
                      "INSERT INTO finding (source, submission, nth, code, pointer, message,"
                      " value_class) VALUES (?, ?, ?, ?, ?, ?, ?)"),
      read_findings_(database,
                     "SELECT code, pointer, message FROM finding WHERE source = ?"
                     " AND submission = ? ORDER BY nth"),
      add_tally_(database,
                 "INSERT INTO tally (source, survey, outcome, items, last_received)"
                 " VALUES (?, ?, ?, ?, ?) ON CONFLICT (source, survey, outcome) DO UPDATE SET"
                 " items = items + excluded.items,"
                 " last_received = max(last_received, excluded.last_received)"),
      begin_(database, "BEGIN IMMEDIATE"),
      commit_(database, "COMMIT"),
      rollback_(database, "ROLLBACK") {}

std::vector<Recorded> BatchCommitter::commit(std::span<const std::span<const Entry>> deliveries,
                                             const Definitions& definitions) {
  try {
    return attempt(deliveries, definitions, Care::whole_batch);
  } catch (const SQLite::Exception& error) {
    forget();
    if (!fault_of_an_item(error)) {
      throw;
    }
  } catch (...) {
    forget();
    throw;
  }
  try {
    return attempt(deliveries, definitions, Care::each_entry);
  } catch (...) {
    forget();
    throw;
  }
}

std::vector<Recorded> BatchCommitter::attempt(std::span<const std::span<const Entry>> deliveries,
                                              const Definitions& definitions, Care care) {
  std::vector<Recorded> recorded;
  start();
  BatchTransaction transaction(begin_, commit_, rollback_);
  Batch batch;
  for (const std::span<const Entry> delivery : deliveries) {
    const DeliveryRow delivery_row = open_delivery(delivery);
    for (const Entry& entry : delivery) {
      recorded.push_back(care == Care::whole_batch
                             ? commit_one(entry, delivery_row, definitions, batch)
                             : commit_carefully(entry, delivery_row, definitions, batch));
    }
  }
  close(batch);
  transaction.commit();
  return recorded;
}

void BatchCommitter::start() {
  dictionary_.start_batch();
}

std::optional<Recorded> BatchCommitter::commit_within_limits(const Entry& entry,
                                                             const DeliveryRow& delivery_row,
                                                             const Definitions& definitions,
                                                             Batch& batch) {
  try {
    SQLite::Savepoint savepoint(database_, "entry");
    Recorded recorded = commit_one(entry, delivery_row, definitions, batch);
    savepoint.release();
    return recorded;
  } catch (const SQLite::Exception& error) {
    if (!fault_of_an_item(error)) {
      throw;
    }
  }
  return std::nullopt;
}

Recorded BatchCommitter::commit_carefully(const Entry& entry, const DeliveryRow& delivery_row,
                                          const Definitions& definitions, Batch& batch) {
  const Batch before = batch;
  const std::uint64_t pending = audit_.pending();
  if (auto recorded = commit_within_limits(entry, delivery_row, definitions, batch)) {
    return *std::move(recorded);
  }
  forget(pending);
  batch = before;
  Entry bare = entry;
  bare.response.reset();
  bare.source_response_id.clear();
  bare.errors = {{.code = not_storable,
                  .pointer = "",
                  .message = "The item breaks a limit of the store and is held as it was sent."}};
  const Arrival instead = arrival(bare, delivery_row);
  const auto known = earlier(instead, Compared::by_content);
  const Decision decision = decide(bare, {}, known);
  return decision.repeats != nullptr ? add_duplicate(instead, *decision.repeats, batch)
                                     : hold(instead, Outcome::quarantined, not_storable, batch);
}

Recorded BatchCommitter::commit_one(const Entry& entry, const DeliveryRow& delivery_row,
                                    const Definitions& definitions, Batch& batch) {
  const Arrival arrived = arrival(entry, delivery_row);
  if (const auto tombstone = tombstones_.find(delivery_row.source, entry)) {
    return add_erased(arrived, *tombstone, batch);
  }
  if (delivery_row.webhook_id != WebhookId::other_address) {
    return commit_arrival(arrived, Compared::in_full, definitions, batch);
  }
  // What came to another address repeats nothing but itself, so its content gets a hash of its own.
  Entry elsewhere = entry;
  elsewhere.content =
      sha256("another address " + std::string(entry.content.begin(), entry.content.end()));
  return commit_arrival(arrival(elsewhere, delivery_row), Compared::by_content, definitions, batch);
}

Recorded BatchCommitter::commit_arrival(const Arrival& arrived, Compared how,
                                        const Definitions& definitions, Batch& batch) {
  const Entry& entry = arrived.entry;
  const std::vector<Earlier> known = earlier(arrived, how);
  Arriving circumstances = known.empty() ? Arriving{} : arriving(entry);
  circumstances.webhook_id = arrived.delivery_row.webhook_id;
  const Decision decision = decide(entry, circumstances, known);
  switch (decision.outcome) {
    case Outcome::duplicate:
      return add_duplicate(arrived, *decision.repeats, batch);
    case Outcome::conflict:
    case Outcome::quarantined: {
      Recorded held = hold(arrived, decision.outcome, decision.code, batch);
      if (decision.replaces != nullptr) {
        withdraw(*decision.replaces, entry.received_at);
      }
      return held;
    }
    case Outcome::older_version:
      add_submission(arrived, decision.outcome, nullptr, batch);
      return {.outcome = decision.outcome, .receipt = entry.receipt, .status = decision.outcome};
    case Outcome::accepted:
      break;
  }
  const std::int64_t seq = add_submission(arrived, decision.outcome, nullptr, batch);
  if (!add_response(seq, entry, decision, definitions)) {
    throw SQLite::Exception("the response does not fit its survey's layout", SQLITE_MISMATCH);
  }
  batch.kept += response_;
  return {.outcome = decision.outcome,
          .receipt = entry.receipt,
          .status = decision.outcome,
          .version = decision.version};
}

Recorded BatchCommitter::add_duplicate(const Arrival& arrival, const Earlier& original,
                                       Batch& batch) {
  add_submission(arrival, Outcome::duplicate, &original, batch);
  Recorded recorded{.outcome = Outcome::duplicate,
                    .receipt = original.receipt,
                    .status = original.outcome,
                    .version = original.outcome == Outcome::accepted ? original.version : 0};
  if (original.outcome == Outcome::quarantined || original.outcome == Outcome::conflict) {
    recorded.code = held_code(original.seq);
    recorded.errors = findings(arrival.delivery_row.source, original.seq);
  }
  return recorded;
}

/// It is counted and answered as a repeat, whatever it says. Of what was erased, only the arrival
/// is stored again.
Recorded BatchCommitter::add_erased(const Arrival& arrival, const Tombstone& tombstone,
                                    Batch& batch) {
  Entry bare;
  bare.position = arrival.entry.position;
  bare.received_at = arrival.entry.received_at;
  bare.content = tombstone.mark;
  const Earlier original{.seq = tombstone.submission,
                         .content = tombstone.mark,
                         .header = std::nullopt,
                         .outcome = tombstone.outcome,
                         .receipt = tombstone.receipt,
                         .modified_at = std::nullopt};
  run_once(database_, "UPDATE delivery SET body = zeroblob(32) WHERE seq = ? AND items = 1",
           arrival.delivery_row.delivery);
  DeliveryRow delivery_row = arrival.delivery_row;
  delivery_row.described = described(delivery_row.delivery);
  const Arrival counted{.entry = bare, .delivery_row = delivery_row, .survey = arrival.survey};
  add_submission(counted, Outcome::duplicate, &original, batch);
  return {.outcome = Outcome::duplicate,
          .receipt = tombstone.receipt,
          .status = tombstone.outcome,
          .version = tombstone.version,
          .code = "erased"};
}

Recorded BatchCommitter::hold(const Arrival& arrival, Outcome outcome, const std::string& code,
                              Batch& batch) {
  const Entry& entry = arrival.entry;
  const std::int64_t seq = add_submission(arrival, outcome, nullptr, batch);
  const std::int64_t source = arrival.delivery_row.source;
  const Bytes original = seal(entry.raw, master_key_);
  const auto header = entry.header ? std::optional(seal(*entry.header, master_key_)) : std::nullopt;
  run(insert_held_, seq, source, entry.receipt, code, Blob(original), entry.adapter, entry.form,
      header ? std::optional(Blob(*header)) : std::nullopt);
  put_findings(source, seq, entry.errors, entry.value_classes);
  return {.outcome = outcome,
          .receipt = entry.receipt,
          .status = outcome,
          .code = code,
          .errors = entry.errors};
}

void BatchCommitter::close(Batch& batch) {
  if (batch.first == 0) {
    return;
  }
  for (const auto& [key, arrived] : batch.tally) {
    const auto& [source, survey, outcome] = key;
    run(add_tally_, source, survey, std::int64_t{outcome}, arrived.items, arrived.last);
  }
  const auto arrived = static_cast<std::size_t>(batch.last - batch.first + 1);
  items_.file_some(arrived);
  webhooks_.file_some(arrived);
  const std::string rows = std::to_string(batch.first) + "-" + std::to_string(batch.last);
  audit_.append({.at = batch.at,
                 .actor = "intake",
                 .action = "committed",
                 .subject = rows,
                 .detail = commit_detail(batch.kept)});
}

void BatchCommitter::forget(std::uint64_t pending) {
  dictionary_.forget();
  tombstones_.forget();
  pseudonyms_.forget();
  audit_.forget(pending);
  forget_keys();
}

void BatchCommitter::forget_keys() noexcept {
  items_.forget();
  webhooks_.forget();
}

std::int64_t BatchCommitter::add_submission(const Arrival& arrival, Outcome outcome,
                                            const Earlier* original, Batch& batch) {
  const Entry& entry = arrival.entry;
  const std::int64_t source = arrival.delivery_row.source;
  const std::int64_t survey = arrival.survey;
  const bool keeps_body = outcome == Outcome::accepted || outcome == Outcome::older_version;
  const auto key = original == nullptr ? std::optional(arrival.key) : std::nullopt;
  const auto first = original == nullptr ? std::nullopt : std::optional(original->seq);
  const std::string& receipt = original == nullptr ? entry.receipt : original->receipt;
  // A repeat in another spelling stands under the hash of what it repeats.
  const Sha256& content = original == nullptr ? entry.content : original->content;
  const std::optional<Sha256> kept_hash =
      keeps_body ? std::optional(sha256(entry.kept)) : std::nullopt;
  const auto cut = kept_hash ? std::optional(Blob(*kept_hash).first(kept_hash_size)) : std::nullopt;
  const std::optional<std::string> no_body;
  prepare(insert_submission_, source, survey, arrival.delivery_row.delivery,
          static_cast<std::int64_t>(entry.position), std::int64_t{static_cast<int>(outcome)},
          receipt, first, key, entry.source_response_id, microseconds(entry.modified_at),
          Blob(content), Blob(entry.original), cut, no_body);
  if (keeps_body) {
    bind_one(insert_submission_, 14, entry.kept);
  }
  insert_submission_.exec();
  insert_submission_.reset();
  const std::int64_t seq = database_.getLastInsertRowid();
  if (key) {
    items_.add(source, *key, seq);
  }
  batch.first = batch.first == 0 ? seq : batch.first;
  batch.last = seq;
  batch.at = std::max(batch.at, entry.received_at);
  append_kept(batch.kept, DigestedSubmission{.seq = seq,
                                             .source = source,
                                             .survey = survey,
                                             .delivery = arrival.delivery_row.delivery,
                                             .position = static_cast<std::int64_t>(entry.position),
                                             .outcome = outcome,
                                             .receipt = receipt,
                                             .first = first,
                                             .item_key = key,
                                             .source_response_id = entry.source_response_id,
                                             .modified_at = microseconds(entry.modified_at),
                                             .content = content,
                                             .original = entry.original});
  batch.kept += arrival.delivery_row.described;
  auto& arrived = batch.tally[{source, survey, static_cast<int>(outcome)}];
  ++arrived.items;
  arrived.last = std::max(arrived.last, epoch_microseconds(entry.received_at));
  return seq;
}

}  // namespace soundings::store::sqlite
