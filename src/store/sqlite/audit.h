// The trail of who did what: append-only, each row's digest over the one before, so
// that a row changed, dropped or slipped in shows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/base/digest.h"
#include "soundings/base/time.h"
#include "soundings/store/audit.h"

#include "sqlite/row_sum.h"

namespace soundings::store::sqlite {

struct AuditRow {
  Instant at;
  std::string actor;
  std::string action;   ///< snake_case: "committed", "key_created", "item_discarded"
  std::string subject;  ///< what it was done to
  std::string detail;   ///< never an answer, comment or secret
};

/// SHA-256 over the digest before and every field with its length.
[[nodiscard]] Sha256 chained(const Sha256& before, const AuditRow& row);

/// Belongs to the writer's thread.
class AuditTrail {
 public:
  AuditTrail(SQLite::Database& database, RowSum& rows);

  /// Within the caller's transaction, after all it changes: the row carries the sum of the small
  /// tables' rows.
  void append(const AuditRow& row);

  /// Adds a row when none carries the sum under today's schema, in a transaction of its own, at the
  /// time of the row before it.
  void carry_sum();

  /// Changes to the small tables that no row carries yet.
  [[nodiscard]] std::uint64_t pending() const noexcept { return rows_.pending(); }

  /// After a rolled-back transaction, or a savepoint before which `pending` was as given.
  void forget(std::uint64_t pending = 0);

  /// Of what was appended since the last rolled-back transaction; nothing when nothing was.
  [[nodiscard]] std::optional<Newest> newest() const;

 private:
  SQLite::Database& database_;
  RowSum& rows_;
  SQLite::Statement last_;
  SQLite::Statement insert_;
  Sha256 digest_{};
  std::int64_t row_ = 0;
  bool known_ = false;
};

struct Session;

/// The latest first.
[[nodiscard]] std::vector<AuditLine> audit_lines(const SQLite::Database& database,
                                                 const AuditQuery& query);

[[nodiscard]] std::int64_t audit_count(const SQLite::Database& database, const AuditQuery& query);

/// Adds a row in a transaction of its own.
void note(Session& session, const AuditLine& line);

/// Empty when the whole chain holds; else the rows that are missing or are not as they were
/// written, the first ten by number. Each row is compared with the digest that stands in the row
/// before it.
[[nodiscard]] std::string chain_faults(const SQLite::Database& database);

}  // namespace soundings::store::sqlite
