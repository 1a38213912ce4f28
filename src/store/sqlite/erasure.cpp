// Records erased: all that came under one id goes together, the counts with it, and a
// tombstone stays so that a retry cannot bring it back
// (docs/decisions/0007-erasure-leaves-a-tombstone.md).
#include "sqlite/erasure.h"

#include <algorithm>
#include <set>

#include "rules/coding.h"
#include "sqlite/binding.h"
#include "sqlite/commits.h"
#include "sqlite/count_rows.h"
#include "sqlite/receipt_search.h"

namespace soundings::store::sqlite {
namespace {

/// The id all submissions of a record share.
struct RecordKey {
  std::int64_t source = 0;
  std::int64_t survey = 0;
  std::int64_t item_key = 0;
  std::string source_response_id;
};

struct Arrived {
  std::int64_t seq = 0;
  std::int64_t delivery = 0;
  Outcome outcome = Outcome::accepted;
  std::string receipt;
  int version = 0;  ///< of the response it brought; 0 for none
  bool current = false;
};

/// The key of a submission, through the one it repeats; nothing when it is erased or unknown.
std::optional<RecordKey> key_of(const SQLite::Database& database, std::int64_t submission) {
  SQLite::Statement read(database,
                         "SELECT o.source, o.survey, o.item_key, o.source_response_id"
                         " FROM submission s JOIN submission o ON o.seq = ifnull(s.first, s.seq)"
                         " WHERE s.seq = ? AND o.item_key IS NOT NULL");
  if (!prepare(read, submission).executeStep()) {
    return std::nullopt;
  }
  return RecordKey{.source = number_at(read, 0),
                   .survey = number_at(read, 1),
                   .item_key = number_at(read, 2),
                   .source_response_id = text_at(read, 3)};
}

/// All that came under a key, repeats included, oldest first.
std::vector<Arrived> arrivals(const SQLite::Database& database, const RecordKey& key) {
  constexpr const char* by_key =
      "SELECT s.seq FROM keyed_submission k JOIN submission s"
      " ON s.seq = k.submission AND s.item_key = k.key"
      " WHERE k.source = ?1 AND s.survey = ?2 AND k.key = ?3 AND s.source_response_id = ?4";
  SQLite::Statement read(
      database, std::string("SELECT s.seq, s.delivery, s.outcome, s.receipt, r.version, r.current"
                            " FROM submission s LEFT JOIN response r ON r.seq = s.seq"
                            " WHERE s.seq IN (") +
                    by_key + ") OR s.first IN (" + by_key + ") ORDER BY s.seq");
  std::vector<Arrived> found;
  for (prepare(read, key.source, key.survey, key.item_key, key.source_response_id);
       read.executeStep();) {
    found.push_back({.seq = number_at(read, 0),
                     .delivery = number_at(read, 1),
                     .outcome = static_cast<Outcome>(number_at(read, 2)),
                     .receipt = text_at(read, 3),
                     .version = static_cast<int>(optional_at(read, 4).value_or(0)),
                     .current = optional_at(read, 5).value_or(0) == 1});
  }
  return found;
}

/// The arrival whose receipt a retry is answered with: of the version that counts, else of the
/// first.
const Arrived& answered_with(const std::vector<Arrived>& all) {
  const auto current =
      std::find_if(all.begin(), all.end(), [](const auto& a) { return a.current; });
  return current == all.end() ? all.front() : *current;
}

std::string name_of(const SQLite::Database& database, const char* sql, std::int64_t no) {
  SQLite::Statement read(database, sql);
  prepare(read, no).executeStep();
  return text_at(read, 0);
}

Record described(const SQLite::Database& database, const RecordKey& key,
                 const std::vector<Arrived>& all) {
  Record record{.receipt = answered_with(all).receipt,
                .source = name_of(database, "SELECT id FROM source WHERE no = ?", key.source),
                .survey = name_of(database, "SELECT id FROM survey WHERE no = ?", key.survey),
                .submissions = static_cast<std::int64_t>(all.size())};
  SQLite::Statement arrived(database, "SELECT received_at FROM delivery WHERE seq = ?");
  prepare(arrived, all.front().delivery).executeStep();
  record.received_at = from_epoch_microseconds(number_at(arrived, 0));
  SQLite::Statement comment(database, "SELECT count(*) FROM comment WHERE seq = ?");
  for (const Arrived& one : all) {
    record.responses += one.version > 0 ? 1 : 0;
    record.counted = record.counted || one.current;
    prepare(comment, one.seq).executeStep();
    record.comments += number_at(comment, 0);
  }
  return record;
}

/// Submissions that a search finds, each one of a record.
void collect(const SQLite::Database& database, const char* sql, const auto& value,
             std::set<std::int64_t>& found) {
  SQLite::Statement read(database, sql);
  for (prepare(read, value); read.executeStep();) {
    found.insert(number_at(read, 0));
  }
}

std::set<std::int64_t> meant(const SQLite::Database& database, const Erasure& erasure) {
  std::set<std::int64_t> found;
  for (const std::string& person : erasure.persons) {
    collect(database, "SELECT seq FROM response WHERE person = ?", Blob(person_bytes(person)),
            found);
  }
  for (const std::string& receipt : erasure.receipts) {
    if (const auto submission = submission_of(database, receipt)) {
      found.insert(*submission);
    }
  }
  if (!erasure.source_response_id.empty()) {
    SQLite::Statement read(database,
                           "SELECT s.seq FROM keyed_submission k JOIN submission s"
                           " ON s.seq = k.submission AND s.item_key = k.key"
                           " WHERE k.source = (SELECT no FROM source WHERE id = ?)"
                           " AND k.key = ? AND s.source_response_id = ?");
    const std::string& id = erasure.source_response_id;
    for (prepare(read, erasure.source, item_key(id, {}), id); read.executeStep();) {
      found.insert(number_at(read, 0));
    }
  }
  return found;
}

/// What erasing takes out of the log and the commits, gathered over all records.
struct Undone {
  std::map<std::int64_t, CountedKeys> lines;  // by delta
  std::set<std::int64_t> submissions;
  std::map<std::int64_t, std::int64_t> deliveries;   // how many of each one's items
  std::set<std::pair<std::int64_t, Bytes>> persons;  // with their source
};

/// A response's lines in the log: one that counts it, and one that takes it back when a later
/// version came.
void uncount(const SQLite::Database& database, std::int64_t seq, Undone& undone) {
  SQLite::Statement read(database, std::string("SELECT ") + count_key_columns +
                                       ", person, current, source FROM response WHERE seq = ?");
  if (!prepare(read, seq).executeStep()) {
    return;
  }
  const Bytes person = blob_at(read, 6);
  const std::string key = count_key(read, person_bits(person));
  ++undone.lines[1][key];
  if (number_at(read, 7) == 0) {
    ++undone.lines[-1][key];
  }
  if (!person.empty()) {
    undone.persons.emplace(number_at(read, 8), person);
  }
}

void strip(SQLite::Database& database, const RecordKey& key, const Arrived& one, const Sha256& mark,
           const Act& act) {
  run_once(database, "DELETE FROM comment WHERE seq = ?", one.seq);
  run_once(database, "DELETE FROM response WHERE seq = ?", one.seq);
  run_once(database, "DELETE FROM finding WHERE source = ? AND submission = ?", key.source,
           one.seq);
  run_once(database,
           "UPDATE held SET original = NULL, header = NULL, decided_at = ifnull(decided_at, ?),"
           " actor = ifnull(actor, ?), reason = ifnull(reason, 'erased'),"
           " state = iif(state = 'held', 'discarded', state) WHERE seq = ?",
           epoch_microseconds(act.at), act.actor, one.seq);
  run_once(database, "DELETE FROM filed_item WHERE source = ? AND key = ? AND submission = ?",
           key.source, key.item_key, one.seq);
  run_once(database,
           "UPDATE submission SET item_key = NULL, source_response_id = '', modified_at = NULL,"
           " content = ?, original = zeroblob(32), kept_hash = NULL, kept = NULL WHERE seq = ?",
           Blob(mark), one.seq);
}

/// What no id names is known by its content.
Sha256 content_of(const SQLite::Database& database, std::int64_t submission) {
  SQLite::Statement read(database, "SELECT content FROM submission WHERE seq = ?");
  prepare(read, submission).executeStep();
  return hash_at(read, 0);
}

/// The receipt of the record; nothing when there is no such record any more.
std::optional<std::string> erase_record(SQLite::Database& database, Tombstones& tombstones,
                                        std::int64_t submission, const Act& act, Undone& undone) {
  const auto key = key_of(database, submission);
  if (!key) {
    return std::nullopt;
  }
  const std::vector<Arrived> all = arrivals(database, *key);
  const Record record = described(database, *key, all);
  const Arrived& answer = answered_with(all);
  const Sha256 mark = tombstones.mark({.source = record.source,
                                       .survey = record.survey,
                                       .source_response_id = key->source_response_id,
                                       .content = content_of(database, all.front().seq)});
  for (const Arrived& one : all) {
    uncount(database, one.seq, undone);
    strip(database, *key, one, mark, act);
    undone.submissions.insert(one.seq);
    ++undone.deliveries[one.delivery];
  }
  tombstones.add(key->source, {.mark = mark,
                               .submission = answer.seq,
                               .receipt = answer.receipt,
                               .version = answer.version});
  return answer.receipt;
}

}  // namespace

std::vector<std::string> erase_records(SQLite::Database& database, Writer& writer,
                                       std::span<const std::int64_t> submissions, const Act& act) {
  Undone undone;
  std::vector<std::string> erased;
  for (const std::int64_t submission : submissions) {
    if (auto receipt =
            erase_record(database, writer.committer.tombstones(), submission, act, undone)) {
      erased.push_back(std::move(*receipt));
    }
  }
  remove_lines(database, std::move(undone.lines));
  for (const auto& [delivery, items] : undone.deliveries) {
    // A hash of nothing but what is erased would show whether a guess at it is right.
    run_once(database, "UPDATE delivery SET body = zeroblob(32) WHERE seq = ? AND items <= ?",
             delivery, items);
  }
  for (const auto& [source, person] : undone.persons) {
    writer.committer.pseudonyms().forget_person(source, person);
  }
  writer.committer.forget_keys();
  restate(database, writer.audit, undone.submissions, act.at, act.actor);
  return erased;
}

std::vector<Record> records_of(const SQLite::Database& database, const Erasure& erasure) {
  std::vector<Record> records;
  std::set<std::int64_t> seen;
  for (const std::int64_t submission : meant(database, erasure)) {
    const auto key = key_of(database, submission);
    if (!key) {
      continue;
    }
    const auto all = arrivals(database, *key);
    if (seen.insert(all.front().seq).second) {
      records.push_back(described(database, *key, all));
    }
  }
  return records;
}

std::vector<std::int64_t> submissions_under(const SQLite::Database& database,
                                            std::string_view receipt) {
  const auto submission = submission_of(database, std::string(receipt));
  const auto key = submission ? key_of(database, *submission) : std::nullopt;
  std::vector<std::int64_t> all;
  if (key) {
    for (const Arrived& one : arrivals(database, *key)) {
      all.push_back(one.seq);
    }
  }
  return all;
}

void erase(Session& session, std::span<const std::string> receipts, const Act& act) {
  session.write([&](SQLite::Transaction& transaction) {
    Writer& writer = *session.writer;
    std::vector<std::int64_t> submissions;
    for (const std::string& receipt : receipts) {
      if (const auto submission = submission_of(*session.database, receipt)) {
        submissions.push_back(*submission);
      }
    }
    for (const std::string& receipt : erase_records(*session.database, writer, submissions, act)) {
      writer.audit.append({.at = act.at,
                           .actor = act.actor,
                           .action = "erased",
                           .subject = receipt,
                           .detail = act.reason});
    }
    transaction.commit();
  });
}

}  // namespace soundings::store::sqlite
