// Totals by outcome, when each source was last heard, and every arrival under an id.
#include "sqlite/arrivals.h"

#include <chrono>
#include <map>
#include <utility>

#include "sqlite/batch_committer.h"
#include "sqlite/binding.h"

namespace soundings::store::sqlite {
namespace {

std::map<std::int64_t, std::string> source_ids(const SQLite::Database& database) {
  SQLite::Statement read(database, "SELECT no, id FROM source");
  std::map<std::int64_t, std::string> ids;
  while (read.executeStep()) {
    ids[number_at(read, 0)] = text_at(read, 1);
  }
  return ids;
}

/// Counts by source and hour between two instants.
class Hours {
 public:
  Hours(Instant since, Instant until) : since_(since), until_(until) {}

  /// The counts of the hour of `at`; nullptr outside.
  [[nodiscard]] ArrivalsOfHour* of(const std::string& source, Instant at) {
    if (at < since_ || at >= until_) {
      return nullptr;
    }
    const Instant hour = std::chrono::floor<std::chrono::hours>(at);
    ArrivalsOfHour& counts = counts_[{source, hour}];
    counts.source = source;
    counts.hour = hour;
    return &counts;
  }

  [[nodiscard]] std::vector<ArrivalsOfHour> all() const {
    std::vector<ArrivalsOfHour> list;
    list.reserve(counts_.size());
    for (const auto& [where, counts] : counts_) {
      list.push_back(counts);
    }
    return list;
  }

 private:
  Instant since_;
  Instant until_;
  std::map<std::pair<std::string, Instant>, ArrivalsOfHour> counts_;
};

}  // namespace

std::vector<SourceCount> counts(const SQLite::Database& database) {
  SQLite::Statement read(database,
                         "SELECT so.id, su.id, t.outcome, t.items FROM tally t"
                         " JOIN source so ON so.no = t.source JOIN survey su ON su.no = t.survey"
                         " ORDER BY so.id, su.id, t.outcome");
  std::vector<SourceCount> counts;
  while (read.executeStep()) {
    counts.push_back({.source = text_at(read, 0),
                      .survey = text_at(read, 1),
                      .outcome = static_cast<Outcome>(number_at(read, 2)),
                      .items = number_at(read, 3)});
  }
  return counts;
}

std::vector<ReceiptLine> receipts(const SQLite::Database& database, std::string_view source,
                                  std::string_view source_response_id) {
  SQLite::Statement read(
      database,
      "WITH named AS (SELECT s.seq FROM keyed_submission k JOIN submission s"
      " ON s.seq = k.submission AND s.item_key = k.key"
      " WHERE k.source = (SELECT no FROM source WHERE id = ?) AND k.key = ?"
      " AND s.source_response_id = ?)"
      " SELECT s.receipt, s.source_response_id, d.received_at, s.outcome, r.version, h.code,"
      " d.webhook_id, s.source, r.seq, h.state, h.decided_at FROM submission s JOIN delivery d ON "
      "d.seq = s.delivery"
      " LEFT JOIN response r ON r.seq = s.seq LEFT JOIN held h ON h.seq = s.seq"
      " WHERE s.seq IN named OR s.first IN named ORDER BY s.seq");
  SQLite::Statement noticed(database,
                            "SELECT code, pointer, message FROM finding"
                            " WHERE source = ? AND submission = ? ORDER BY nth");
  const std::string id(source_response_id);
  const std::string from(source);
  std::vector<ReceiptLine> lines;
  if (id.empty()) {
    return lines;
  }
  prepare(read, from, item_key(id, {}), id);
  while (read.executeStep()) {
    lines.push_back({.receipt = text_at(read, 0),
                     .source_response_id = text_at(read, 1),
                     .received_at = from_epoch_microseconds(number_at(read, 2)),
                     .outcome = static_cast<Outcome>(number_at(read, 3)),
                     .version = static_cast<int>(optional_at(read, 4).value_or(0)),
                     .code = text_at(read, 5),
                     .state = held_state(text_at(read, 9)),
                     .decided_at = std::nullopt,
                     .webhook_id = text_at(read, 6)});
    if (const auto decided_at = optional_at(read, 10)) {
      lines.back().decided_at = from_epoch_microseconds(*decided_at);
    }
    const auto response = optional_at(read, 8);
    if (!response) {
      continue;
    }
    for (prepare(noticed, number_at(read, 7), *response); noticed.executeStep();) {
      lines.back().findings.push_back({.code = text_at(noticed, 0),
                                       .pointer = text_at(noticed, 1),
                                       .message = text_at(noticed, 2)});
    }
  }
  return lines;
}

std::vector<LastReceived> last_received(const SQLite::Database& database) {
  SQLite::Statement read(database,
                         "SELECT id, max(last_received) FROM tally JOIN source ON no = source"
                         " GROUP BY id HAVING max(last_received) > 0"
                         " ORDER BY id");
  std::vector<LastReceived> found;
  while (read.executeStep()) {
    found.push_back(
        {.source = text_at(read, 0), .at = from_epoch_microseconds(number_at(read, 1))});
  }
  return found;
}

std::vector<ArrivalsOfHour> by_hour(const SQLite::Database& database, HourCounts& counts,
                                    Instant since, Instant until, std::string_view apart) {
  Hours hours(since, until);
  const std::map<std::int64_t, std::string> sources = source_ids(database);
  for (const auto& [where, items] : counts.since(database, since)) {
    if (auto* hour = hours.of(sources.at(where.first), where.second)) {
      hour->items += items;
    }
  }
  SQLite::Statement held(database,
                         "SELECT h.source, d.received_at FROM held h JOIN submission s USING (seq)"
                         " JOIN delivery d ON d.seq = s.delivery WHERE d.received_at >= ?1"
                         " AND d.received_at < ?2 AND h.code <> ?3 AND NOT EXISTS (SELECT 1 FROM"
                         " finding f WHERE f.source = h.source AND f.submission = h.seq"
                         " AND f.code = ?3)");
  const std::string code(apart);
  for (prepare(held, epoch_microseconds(since), epoch_microseconds(until), code);
       held.executeStep();) {
    if (auto* hour =
            hours.of(sources.at(number_at(held, 0)), from_epoch_microseconds(number_at(held, 1)))) {
      ++hour->held;
    }
  }
  return hours.all();
}

std::vector<UnreadField> unread_fields(const SQLite::Database& database) {
  SQLite::Statement read(database,
                         "SELECT source, name, items FROM unread_field ORDER BY source, name");
  std::vector<UnreadField> found;
  while (read.executeStep()) {
    found.push_back(
        {.source = text_at(read, 0), .name = text_at(read, 1), .values = number_at(read, 2)});
  }
  return found;
}

void count_unread(Session& session, std::span<const UnreadField> more) {
  constexpr std::int64_t most_names = 500;
  session.write([&](SQLite::Transaction& transaction) {
    SQLite::Statement add(
        *session.database,
        "INSERT INTO unread_field (source, name, items) SELECT ?1, ?2, ?3"
        " WHERE (SELECT count(*) FROM unread_field) < ?4 OR EXISTS (SELECT 1 FROM"
        " unread_field WHERE source = ?1 AND name = ?2)"
        " ON CONFLICT (source, name) DO UPDATE SET items = items + excluded.items");
    for (const UnreadField& field : more) {
      run(add, field.source, field.name, field.values, most_names);
    }
    // The sum of the small tables stands in the audit, as of its last row.
    const std::int64_t last =
        session.database
            ->execAndGet("SELECT ifnull((SELECT at FROM audit ORDER BY seq DESC LIMIT 1), 0)")
            .getInt64();
    session.writer->audit.append({.at = from_epoch_microseconds(last),
                                  .actor = "store",
                                  .action = "rows_summed",
                                  .subject = "unread fields"});
    transaction.commit();
  });
}

std::vector<LatestInvitations> latest_invitations(const SQLite::Database& database) {
  SQLite::Statement read(database,
                         "SELECT su.id, i.waved, i.period, sum(i.invited), sum(i.bounced),"
                         " sum(i.ineligible) FROM invitation i JOIN survey su ON su.no = i.survey"
                         " WHERE i.period = (SELECT max(l.period) FROM invitation l"
                         " WHERE l.survey = i.survey AND l.waved = i.waved)"
                         " GROUP BY su.id, i.waved ORDER BY su.id, i.waved");
  std::vector<LatestInvitations> found;
  while (read.executeStep()) {
    const auto period = static_cast<int>(number_at(read, 2));
    found.push_back({.survey = text_at(read, 0),
                     .period = number_at(read, 1) == 1 ? Period::waves(period, period)
                                                       : Period::month(Month::from_index(period)),
                     .invited = number_at(read, 3),
                     .bounced = number_at(read, 4),
                     .ineligible = number_at(read, 5)});
  }
  return found;
}

}  // namespace soundings::store::sqlite
