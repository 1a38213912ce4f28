// The trail of who did what: append-only, each row's digest over the one before, so
// that a row changed, dropped or slipped in shows.
#pragma once

#include <string>
#include <string_view>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/base/digest.h"
#include "soundings/base/time.h"

namespace soundings::store {

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
  explicit AuditTrail(SQLite::Database& database);

  /// Within the caller's transaction.
  void append(const AuditRow& row);

  /// After a rolled-back transaction.
  void forget();

 private:
  SQLite::Statement last_;
  SQLite::Statement insert_;
  Sha256 digest_{};
  bool known_ = false;
};

/// Empty when the whole chain holds, else the first row that does not.
[[nodiscard]] std::string first_break(const SQLite::Database& database);

}  // namespace soundings::store
