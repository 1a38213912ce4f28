// Totals by outcome, when each source was last heard, and every arrival under an id.
#include "sqlite/arrivals.h"

#include "sqlite/batch_committer.h"
#include "sqlite/binding.h"

namespace soundings::store::sqlite {

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

}  // namespace soundings::store::sqlite
