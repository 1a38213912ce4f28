// A batch, entry by entry: deliveries, outcomes, and what is summed up at the end.
#include "keeper.h"

#include <algorithm>

#include <SQLiteCpp/Savepoint.h>
#include <sqlite3.h>

#include "binding.h"

namespace soundings::store {
namespace {

constexpr RepeatSql items_filed{
    .what = "item",
    .waiting =
        "SELECT source, item_key, seq FROM submission WHERE seq > ? AND item_key IS NOT NULL",
    .find = "SELECT submission FROM filed_item WHERE source = ? AND key = ? ORDER BY submission",
    .file =
        "INSERT INTO filed_item (source, key, submission) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING"};

constexpr RepeatSql webhooks_filed{
    .what = "webhook",
    .waiting =
        "SELECT source, webhook_key, seq FROM delivery"
        " WHERE seq > ? AND webhook_key IS NOT NULL",
    .find = "SELECT delivery FROM filed_webhook WHERE source = ? AND key = ? ORDER BY delivery",
    .file =
        "INSERT INTO filed_webhook (source, key, delivery) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING"};

/// Why an item that breaks a constraint of the store by itself is held.
constexpr const char* not_storable = "not_storable";

bool fault_of_an_item(const SQLite::Exception& error) noexcept {
  const int code = error.getErrorCode();
  return code == SQLITE_CONSTRAINT || code == SQLITE_TOOBIG || code == SQLITE_MISMATCH;
}

std::optional<std::int64_t> microseconds(const std::optional<Instant>& at) {
  return at ? std::optional(epoch_microseconds(*at)) : std::nullopt;
}

Sha256 hash_at(const SQLite::Statement& statement, int at) {
  const SQLite::Column column = statement.getColumn(at);
  Sha256 hash{};
  const auto* bytes = static_cast<const std::uint8_t*>(column.getBlob());
  std::copy_n(bytes,
              std::min<std::size_t>(hash.size(), static_cast<std::size_t>(column.getBytes())),
              hash.begin());
  return hash;
}

/// A row of read_earlier_.
Earlier earlier_at(const SQLite::Statement& row) {
  Earlier one{.seq = number_at(row, 0),
              .content = hash_at(row, 1),
              .outcome = static_cast<Outcome>(number_at(row, 3)),
              .receipt = text_at(row, 4),
              .modified_at = std::nullopt,
              .completed_at = {}};
  if (const auto modified = optional_at(row, 5)) {
    one.modified_at = from_epoch_microseconds(*modified);
  }
  one.version = static_cast<int>(optional_at(row, 6).value_or(0));
  one.current = optional_at(row, 7).value_or(0) == 1;
  one.completed_at = from_epoch_microseconds(optional_at(row, 8).value_or(0));
  return one;
}

}  // namespace

std::int64_t item_key(const std::string& source_response_id, const Sha256& content) {
  return first_bits(source_response_id.empty() ? content : sha256(source_response_id));
}

void append_kept(std::string& text, std::int64_t seq, const std::string& receipt, Outcome outcome,
                 std::span<const std::uint8_t> content) {
  text +=
      std::to_string(seq) + " " + receipt + " " + std::to_string(static_cast<int>(outcome)) + " ";
  text.append(content.begin(), content.end());
}

Keeper::Keeper(SQLite::Database& database, Dictionary& dictionary, AuditTrail& audit,
               const Bytes& master_key)
    : database_(database),
      dictionary_(dictionary),
      audit_(audit),
      master_key_(master_key),
      tombstones_(database, master_key),
      pseudonyms_(database),
      items_(database, items_filed),
      webhooks_(database, webhooks_filed),
      read_webhook_(database,
                    "SELECT body FROM delivery WHERE seq = ? AND webhook_key = ?"
                    " AND webhook_id = ?"),
      insert_delivery_(database,
                       "INSERT INTO delivery (source, id, webhook_id, webhook_key, body,"
                       " received_at, items, dropped, unmapped) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (source, id) DO NOTHING"),
      extend_delivery_(database,
                       "UPDATE delivery SET items = items + ?, dropped = dropped + ?,"
                       " unmapped = unmapped + ? WHERE source = ? AND id = ?"),
      find_delivery_(database, "SELECT seq FROM delivery WHERE source = ? AND id = ?"),
      read_earlier_(database,
                    "SELECT s.seq, s.content, s.source_response_id, s.outcome, s.receipt,"
                    " s.modified_at, r.version, r.current, r.completed_at FROM submission s"
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
                 "INSERT INTO tally (source, survey, outcome, items) VALUES (?, ?, ?, ?)"
                 " ON CONFLICT (source, survey, outcome) DO UPDATE SET"
                 " items = items + excluded.items"),
      touch_source_(database,
                    "UPDATE source SET last_received = ? WHERE no = ? AND last_received < ?") {}

std::vector<Recorded> Keeper::keep(std::span<const Entry> entries, const Definitions& definitions) {
  try {
    return attempt(entries, definitions, Care::whole_batch);
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
    return attempt(entries, definitions, Care::each_entry);
  } catch (...) {
    forget();
    throw;
  }
}

std::vector<Recorded> Keeper::attempt(std::span<const Entry> entries,
                                      const Definitions& definitions, Care care) {
  std::vector<Recorded> recorded;
  recorded.reserve(entries.size());
  start();
  SQLite::Transaction transaction(database_, SQLite::TransactionBehavior::IMMEDIATE);
  Batch batch;
  for (std::size_t from = 0; from < entries.size();) {
    std::size_t to = from + 1;
    while (to < entries.size() && entries[to].delivery == entries[from].delivery &&
           entries[to].source == entries[from].source) {
      ++to;
    }
    const Place place = open_delivery(entries.subspan(from, to - from));
    for (; from < to; ++from) {
      recorded.push_back(care == Care::whole_batch
                             ? keep_one(entries[from], place, definitions, batch)
                             : keep_carefully(entries[from], place, definitions, batch));
    }
  }
  close(batch);
  transaction.commit();
  return recorded;
}

void Keeper::start() {
  dictionary_.start_batch();
}

Keeper::WebhookId Keeper::webhook_id_use(const Entry& entry, std::int64_t source,
                                         std::int64_t key) {
  if (entry.webhook_id.empty()) {
    return WebhookId::none;
  }
  for (const std::int64_t delivery : webhooks_.find(source, key)) {
    const bool used = prepare(read_webhook_, delivery, key, entry.webhook_id).executeStep();
    const bool same = used && hash_at(read_webhook_, 0) == entry.body;
    read_webhook_.reset();
    if (used) {
      return same ? WebhookId::same_body : WebhookId::other_body;
    }
  }
  return WebhookId::first_use;
}

Keeper::Place Keeper::open_delivery(std::span<const Entry> entries) {
  const Entry& entry = entries.front();
  const std::int64_t source = dictionary_.source(entry.source);
  const std::int64_t webhook_key = first_bits(sha256(entry.webhook_id));
  const WebhookId use = webhook_id_use(entry, source, webhook_key);
  std::int64_t dropped = 0;
  std::int64_t unmapped = 0;
  for (const Entry& one : entries) {
    dropped += static_cast<std::int64_t>(one.dropped);
    unmapped += static_cast<std::int64_t>(one.unmapped);
  }
  const auto items = static_cast<std::int64_t>(entries.size());
  const auto key = use == WebhookId::first_use ? std::optional(webhook_key) : std::nullopt;
  run(insert_delivery_, source, entry.delivery, entry.webhook_id, key, Blob(entry.body),
      epoch_microseconds(entry.received_at), items, dropped, unmapped);
  Place place{.source = source, .delivery = 0, .webhook_id_reused = use == WebhookId::other_body};
  if (database_.getChanges() == 1) {
    place.delivery = database_.getLastInsertRowid();
    if (key) {
      webhooks_.add(source, *key, place.delivery);
    }
    return place;
  }
  run(extend_delivery_, items, dropped, unmapped, source, entry.delivery);
  prepare(find_delivery_, source, entry.delivery).executeStep();
  place.delivery = number_at(find_delivery_, 0);
  find_delivery_.reset();
  return place;
}

Keeper::Arrival Keeper::arrival(const Entry& entry, const Place& place) {
  return {.entry = entry,
          .place = place,
          .survey = dictionary_.survey(entry.survey),
          .key = item_key(entry.source_response_id, entry.content)};
}

std::vector<Earlier> Keeper::earlier(const Entry& entry) {
  return earlier(dictionary_.source(entry.source), dictionary_.survey(entry.survey),
                 item_key(entry.source_response_id, entry.content), entry.source_response_id);
}

std::vector<Earlier> Keeper::earlier(std::int64_t source, std::int64_t survey, std::int64_t key,
                                     const std::string& id) {
  std::vector<Earlier> found;
  for (const std::int64_t submission : items_.find(source, key)) {
    const bool stands = prepare(read_earlier_, submission, survey, key).executeStep();
    if (stands && text_at(read_earlier_, 2) == id) {
      Earlier one = earlier_at(read_earlier_);
      const bool held = one.outcome == Outcome::quarantined || one.outcome == Outcome::conflict;
      one.guarded = held && held_code(one.seq) == guarded_code;
      found.push_back(std::move(one));
    }
    read_earlier_.reset();
  }
  return found;
}

std::string Keeper::held_code(std::int64_t seq) {
  const bool held = prepare(read_held_, seq).executeStep();
  std::string code = held ? text_at(read_held_, 0) : std::string{};
  read_held_.reset();
  return code;
}

Recorded Keeper::keep_carefully(const Entry& entry, const Place& place,
                                const Definitions& definitions, Batch& batch) {
  const Batch before = batch;
  try {
    SQLite::Savepoint savepoint(database_, "entry");
    Recorded recorded = keep_one(entry, place, definitions, batch);
    savepoint.release();
    return recorded;
  } catch (const SQLite::Exception& error) {
    if (!fault_of_an_item(error)) {
      throw;
    }
  }
  forget();
  batch = before;
  Entry bare = entry;
  bare.response.reset();
  bare.source_response_id.clear();
  bare.errors = {{.code = not_storable,
                  .pointer = "",
                  .message = "The item breaks a limit of the store and is held as it was sent."}};
  const Arrival instead = arrival(bare, place);
  const auto known = earlier(place.source, instead.survey, instead.key, "");
  const Decision decision = decide(bare, false, known);
  return decision.repeats != nullptr ? keep_duplicate(instead, *decision.repeats, batch)
                                     : hold(instead, Outcome::quarantined, not_storable, batch);
}

Recorded Keeper::keep_one(const Entry& entry, const Place& place, const Definitions& definitions,
                          Batch& batch) {
  const Arrival arrived = arrival(entry, place);
  if (const auto tombstone = tombstones_.find(place.source, entry)) {
    return keep_erased(arrived, *tombstone, batch);
  }
  const std::vector<Earlier> known =
      earlier(place.source, arrived.survey, arrived.key, entry.source_response_id);
  const Decision decision = decide(entry, place.webhook_id_reused, known);
  switch (decision.outcome) {
    case Outcome::duplicate:
      return keep_duplicate(arrived, *decision.repeats, batch);
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
      return {.outcome = decision.outcome,
              .receipt = entry.receipt,
              .status = decision.outcome,
              .code = {},
              .errors = {}};
    case Outcome::accepted:
      break;
  }
  const std::int64_t seq = add_submission(arrived, decision.outcome, nullptr, batch);
  if (!add_response(seq, entry, decision, definitions)) {
    throw SQLite::Exception("the response does not fit its survey's layout", SQLITE_MISMATCH);
  }
  return {.outcome = decision.outcome,
          .receipt = entry.receipt,
          .status = decision.outcome,
          .version = decision.version,
          .code = {},
          .errors = {}};
}

Recorded Keeper::keep_duplicate(const Arrival& arrival, const Earlier& original, Batch& batch) {
  add_submission(arrival, Outcome::duplicate, &original, batch);
  Recorded recorded{.outcome = Outcome::duplicate,
                    .receipt = original.receipt,
                    .status = original.outcome,
                    .version = original.outcome == Outcome::accepted ? original.version : 0,
                    .code = {},
                    .errors = {}};
  if (original.outcome == Outcome::quarantined || original.outcome == Outcome::conflict) {
    recorded.code = held_code(original.seq);
    recorded.errors = findings(arrival.place.source, original.seq);
  }
  return recorded;
}

/// Counted and told as a repeat, whatever it says: of what was erased nothing is kept again but
/// that it came.
Recorded Keeper::keep_erased(const Arrival& arrival, const Tombstone& tombstone, Batch& batch) {
  Entry bare;
  bare.position = arrival.entry.position;
  bare.received_at = arrival.entry.received_at;
  bare.content = tombstone.mark;
  const Earlier original{.seq = tombstone.submission,
                         .content = tombstone.mark,
                         .outcome = tombstone.outcome,
                         .receipt = tombstone.receipt,
                         .modified_at = std::nullopt,
                         .completed_at = {}};
  const Arrival counted{.entry = bare, .place = arrival.place, .survey = arrival.survey};
  add_submission(counted, Outcome::duplicate, &original, batch);
  run_once(database_, "UPDATE delivery SET body = zeroblob(32) WHERE seq = ? AND items = 1",
           arrival.place.delivery);
  return {.outcome = Outcome::duplicate,
          .receipt = tombstone.receipt,
          .status = tombstone.outcome,
          .version = tombstone.version,
          .code = "erased",
          .errors = {}};
}

Recorded Keeper::hold(const Arrival& arrival, Outcome outcome, const std::string& code,
                      Batch& batch) {
  const Entry& entry = arrival.entry;
  const std::int64_t seq = add_submission(arrival, outcome, nullptr, batch);
  const std::int64_t source = arrival.place.source;
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

void Keeper::close(Batch& batch) {
  if (batch.first == 0) {
    return;
  }
  for (const auto& [key, items] : batch.tally) {
    const auto& [source, survey, outcome] = key;
    run(add_tally_, source, survey, std::int64_t{outcome}, items);
  }
  for (const auto& [source, at] : batch.last_received) {
    run(touch_source_, at, source, at);
  }
  const auto arrived = static_cast<std::size_t>(batch.last - batch.first + 1);
  items_.file_some(arrived);
  webhooks_.file_some(arrived);
  const std::string rows = std::to_string(batch.first) + "-" + std::to_string(batch.last);
  audit_.append({.at = batch.at,
                 .actor = "intake",
                 .action = "committed",
                 .subject = rows,
                 .detail = to_hex(sha256(batch.kept))});
}

void Keeper::forget() {
  dictionary_.forget();
  tombstones_.forget();
  pseudonyms_.forget();
  audit_.forget();
  forget_keys();
}

void Keeper::forget_keys() noexcept {
  items_.forget();
  webhooks_.forget();
}

std::int64_t Keeper::add_submission(const Arrival& arrival, Outcome outcome,
                                    const Earlier* original, Batch& batch) {
  const Entry& entry = arrival.entry;
  const std::int64_t source = arrival.place.source;
  const std::int64_t survey = arrival.survey;
  const bool keeps_body = outcome == Outcome::accepted || outcome == Outcome::older_version;
  const auto key = original == nullptr ? std::optional(arrival.key) : std::nullopt;
  const auto first = original == nullptr ? std::nullopt : std::optional(original->seq);
  const std::string& receipt = original == nullptr ? entry.receipt : original->receipt;
  const std::optional<Sha256> kept_hash =
      keeps_body ? std::optional(sha256(entry.kept)) : std::nullopt;
  const auto cut = kept_hash ? std::optional(Blob(*kept_hash).first(kept_hash_size)) : std::nullopt;
  const std::optional<std::string> no_body;
  prepare(insert_submission_, source, survey, arrival.place.delivery,
          static_cast<std::int64_t>(entry.position), std::int64_t{static_cast<int>(outcome)},
          receipt, first, key, entry.source_response_id, microseconds(entry.modified_at),
          Blob(entry.content), Blob(entry.original), cut, no_body);
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
  append_kept(batch.kept, seq, receipt, outcome, entry.content);
  ++batch.tally[{source, survey, static_cast<int>(outcome)}];
  auto& last = batch.last_received[source];
  last = std::max(last, epoch_microseconds(entry.received_at));
  return seq;
}

}  // namespace soundings::store
