// Rows of the audit: chained, appended, read back, and checked for a break.
#include "sqlite/audit.h"

#include <algorithm>
#include <limits>

#include "sqlite/binding.h"
#include "sqlite/session.h"

namespace soundings::store::sqlite {

Sha256 chained(const Sha256& before, const AuditRow& row) {
  std::string text = to_hex(before);
  const std::string at = std::to_string(epoch_microseconds(row.at));
  for (const std::string& field : {at, row.actor, row.action, row.subject, row.detail}) {
    text += std::to_string(field.size()) + ":" + field;
  }
  return sha256(text);
}

AuditTrail::AuditTrail(SQLite::Database& database, RowSum& rows)
    : database_(database),
      rows_(rows),
      last_(database, "SELECT digest, seq FROM audit ORDER BY seq DESC LIMIT 1"),
      insert_(database,
              "INSERT INTO audit (seq, at, actor, action, subject, detail, digest, sum)"
              " VALUES (?, ?, ?, ?, ?, ?, ?, ?)") {}

void AuditTrail::append(const AuditRow& row) {
  if (!known_) {
    const bool any = prepare(last_).executeStep();
    digest_ = any ? hash_at(last_, 0) : Sha256{};
    row_ = any ? number_at(last_, 1) : 0;
    last_.reset();
    known_ = true;
  }
  digest_ = chained(digest_, row);
  const Bytes sum = rows_.settle(row_ + 1, digest_);
  run(insert_, row_ + 1, epoch_microseconds(row.at), row.actor, row.action, row.subject, row.detail,
      Blob(digest_), Blob(sum));
  ++row_;
}

void AuditTrail::carry_sum() {
  if (!rows_.unwritten()) {
    return;
  }
  SQLite::Transaction transaction(database_, SQLite::TransactionBehavior::IMMEDIATE);
  const std::int64_t last =
      database_.execAndGet("SELECT at FROM audit ORDER BY seq DESC LIMIT 1").getInt64();
  append({.at = from_epoch_microseconds(last),
          .actor = "store",
          .action = "rows_summed",
          .subject = "small tables"});
  transaction.commit();
}

void AuditTrail::forget(std::uint64_t pending) {
  known_ = false;
  rows_.forget(pending);
}

std::optional<Newest> AuditTrail::newest() const {
  return known_ ? std::optional(Newest{.row = row_, .digest = to_hex(digest_)}) : std::nullopt;
}

namespace {

constexpr std::size_t most_named = 10;

AuditRow row_at(const SQLite::Statement& read) {
  return {.at = from_epoch_microseconds(number_at(read, 0)),
          .actor = text_at(read, 1),
          .action = text_at(read, 2),
          .subject = text_at(read, 3),
          .detail = text_at(read, 4)};
}

std::string named(const std::vector<std::string>& faults) {
  std::string text;
  for (std::size_t i = 0; i < std::min(faults.size(), most_named); ++i) {
    text += (text.empty() ? "" : "; ") + faults[i];
  }
  return faults.size() > most_named
             ? text + "; and " + std::to_string(faults.size() - most_named) + " more"
             : text;
}

}  // namespace

std::string chain_faults(const SQLite::Database& database) {
  SQLite::Statement rows(database,
                         "SELECT at, actor, action, subject, detail, digest, seq FROM audit"
                         " ORDER BY seq");
  std::vector<std::string> faults;
  Sha256 before{};
  std::int64_t expected = 1;
  while (rows.executeStep()) {
    const std::int64_t row = number_at(rows, 6);
    const Sha256 digest = hash_at(rows, 5);
    if (row > expected) {
      faults.push_back(row == expected + 1 ? "row " + std::to_string(expected) + " is missing"
                                           : "rows " + std::to_string(expected) + " to " +
                                                 std::to_string(row - 1) + " are missing");
    } else if (row < expected || chained(before, row_at(rows)) != digest) {
      faults.push_back("row " + std::to_string(row) + " is not as it was written");
    }
    before = digest;
    expected = row + 1;
  }
  return named(faults);
}

namespace {

/// A statement of the rows that a query means: `what` of them, and then `tail`.
SQLite::Statement asked(const SQLite::Database& database, const AuditQuery& query,
                        const std::string& what, const std::string& tail) {
  constexpr auto first = std::numeric_limits<std::int64_t>::min();
  constexpr auto last = std::numeric_limits<std::int64_t>::max();
  // The words of the index audit_of_acts, so that rows of commits are not read.
  const std::string acts = query.commits || !query.action.empty()
                               ? ""
                               : " AND action NOT IN ('committed', 'restated', 'retention_looked',"
                                 " 'rows_summed', 'keys_used')";
  SQLite::Statement rows(database, "SELECT " + what +
                                       " FROM audit WHERE seq < ?1 AND at >= ?2 AND at < ?3"
                                       " AND ?4 IN ('', actor) AND ?5 IN ('', action)"
                                       " AND ?6 IN ('', subject)"
                                       " AND substr(detail, 1, length(?7)) = ?7" +
                                       acts + tail);
  prepare(rows, query.before == 0 ? last : query.before,
          query.since ? epoch_microseconds(*query.since) : first,
          query.until ? epoch_microseconds(*query.until) : last, query.actor, query.action,
          query.subject, query.detail);
  return rows;
}

}  // namespace

std::vector<AuditLine> audit_lines(const SQLite::Database& database, const AuditQuery& query) {
  SQLite::Statement rows = asked(database, query, "seq, at, actor, action, subject, detail",
                                 " ORDER BY seq DESC LIMIT " + std::to_string(query.limit) +
                                     " OFFSET " + std::to_string(query.skip));
  std::vector<AuditLine> lines;
  while (rows.executeStep()) {
    lines.push_back({.row = number_at(rows, 0),
                     .at = from_epoch_microseconds(number_at(rows, 1)),
                     .actor = text_at(rows, 2),
                     .action = text_at(rows, 3),
                     .subject = text_at(rows, 4),
                     .detail = text_at(rows, 5)});
  }
  return lines;
}

std::int64_t audit_count(const SQLite::Database& database, const AuditQuery& query) {
  SQLite::Statement rows = asked(database, query, "count(*)", "");
  rows.executeStep();
  return number_at(rows, 0);
}

void note(Session& session, const AuditLine& line) {
  session.write([&](SQLite::Transaction& transaction) {
    session.writer->audit.append({.at = line.at,
                                  .actor = line.actor,
                                  .action = line.action,
                                  .subject = line.subject,
                                  .detail = line.detail});
    transaction.commit();
  });
}

}  // namespace soundings::store::sqlite
