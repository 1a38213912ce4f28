// What the audit says each commit kept: digests over its submissions, restated when
// an erasure takes content away.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/base/time.h"

#include "audit.h"

namespace soundings::store {

/// Submissions kept by one commit.
struct CommitRange {
  std::int64_t first = 0;
  std::int64_t last = 0;

  friend auto operator<=>(const CommitRange&, const CommitRange&) = default;
};

/// Appends a row `restated` for every commit that holds one of `submissions`: from here on its
/// digest is that of what is left. Within the caller's transaction.
void restate(SQLite::Database& database, AuditTrail& audit,
             const std::set<std::int64_t>& submissions, Instant at, const std::string& actor);

/// The first range of submissions that is not what its commit was audited with; empty when all
/// are, and none is outside.
[[nodiscard]] std::string changed_commit(const SQLite::Database& database);

}  // namespace soundings::store
