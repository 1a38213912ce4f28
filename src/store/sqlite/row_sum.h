// The rows of the small tables as one number, kept in step by SQLite's own word of each change, and
// carried by each row of the audit: the newest says what the rows add up to now.
//
// Each row gives a hash under a key that is made of the master key; the sum of all hashes does not
// depend on the order of rows, so that a change adds the hash of the new row and takes away that of
// the old one. What the digests of commits cover (submissions, deliveries, responses), what is
// counted again (the count log, tallies) and what only speeds up a search is not summed. Of the
// tables that each post writes to only those rows are summed that say something which is covered by
// neither: lines of the count log that count nobody, deliveries of which fields were left out or
// that hold no response, and what was kept before the digests of commits were over whole rows.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/base/digest.h"

#include "rules/sealing.h"
#include "sqlite/summed_tables.h"

struct sqlite3;

namespace soundings::store::sqlite {

/// Belongs to the writer's thread, and to its one connection.
class RowSum {
 public:
  RowSum(SQLite::Database& database, const Bytes& master_key);
  ~RowSum();
  RowSum(const RowSum&) = delete;
  RowSum& operator=(const RowSum&) = delete;

  /// Whether the audit has rows of which none carries a sum under today's schema: one must be
  /// added.
  [[nodiscard]] bool unwritten() const;

  /// What row `row` of the audit carries: the sum of all changes so far, under a code over it, the
  /// row's number and its digest that only the master key makes; empty when the newest row's own
  /// does not open. Throws std::bad_alloc when a
  /// change could not be summed. Within the caller's transaction, after its changes.
  [[nodiscard]] Bytes settle(std::int64_t row, const Sha256& digest);

  /// Changes that no row of the audit carries yet.
  [[nodiscard]] std::uint64_t pending() const noexcept { return change_; }

  /// After a rolled-back transaction, or a savepoint before which `pending` was as given.
  void forget(std::uint64_t pending = 0) noexcept;

 private:
  static void changed(void* self, sqlite3* handle, int operation, const char* schema,
                      const char* table, long long before, long long after);
  void note(sqlite3* handle, int operation, const char* table, std::int64_t before,
            std::int64_t after);
  void resume();

  SQLite::Database& database_;
  const Bytes& master_key_;
  SummedTables tables_;
  std::int64_t version_ = 0;
  std::optional<std::uint64_t> settled_;
  std::uint64_t change_ = 0;
  bool incomplete_ = false;  ///< a change could not be summed: there was no memory
};

/// Empty when each row of the audit carries the code that only the master key makes for it, or
/// there is no key; else the first that does not.
[[nodiscard]] std::string unsealed_row(const SQLite::Database& database, const Bytes& master_key);

/// Empty when the rows of the small tables are what they were when they were written, or there is
/// no key to compare with; else what differs.
[[nodiscard]] std::string changed_rows(const SQLite::Database& database, const Bytes& master_key);

}  // namespace soundings::store::sqlite
