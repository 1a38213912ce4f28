// Where the writer looks for repeats: rows by a key of 64 random bits.
//
// A key that went into its sorted table at once would change a page of its own, and a commit costs
// what its pages cost. So the writer keeps new keys in memory and writes ("files") them in sorted
// runs, a part of a run with each commit (docs/decisions/0017-what-a-commit-costs.md). After a
// start it reads the keys that were in memory from the ledger's last rows: nothing is lost with a
// process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

namespace soundings::store::sqlite {

/// The statements of one index.
struct RepeatSql {
  const char* what;     ///< its name in filed_until
  const char* waiting;  ///< rows after ?1 that have a key: source, key, row
  const char* find;     ///< filed rows of source ?1 and key ?2, ascending
  const char* file;     ///< files row ?3 under source ?1 and key ?2, unless it is there
};

/// Belongs to the writer's thread; every call stands within its transaction.
class RepeatIndex {
 public:
  RepeatIndex(SQLite::Database& database, const RepeatSql& sql);

  /// Rows that had this key when they were added, ascending, each once. A row may have lost it
  /// since: the caller looks at the row.
  [[nodiscard]] std::vector<std::int64_t> find(std::int64_t source, std::int64_t key);

  void add(std::int64_t source, std::int64_t key, std::int64_t row);

  /// Files what a commit of `arrived` rows should. Called once at its end.
  void file_some(std::size_t arrived);

  /// After a rolled-back transaction, and when rows have lost or changed their keys.
  void forget() noexcept;

 private:
  struct Waiting {
    std::int64_t source = 0;
    std::int64_t key = 0;
    std::int64_t row = 0;
    friend auto operator<=>(const Waiting&, const Waiting&) = default;
  };

  void recall();
  void place(const Waiting& one);
  void start_run();
  void end_run();
  [[nodiscard]] std::size_t slot_of(std::int64_t key) const noexcept;

  SQLite::Database& database_;
  const char* what_;
  SQLite::Statement waiting_after_;
  SQLite::Statement find_;
  SQLite::Statement file_;
  bool known_ = false;
  std::vector<Waiting> slots_;  // by key, the next free one when taken; row 0: free
  std::size_t waiting_ = 0;     // slots taken
  std::vector<Waiting> run_;    // being filed, sorted; its slots stay taken until its end
  std::size_t filed_ = 0;       // of the run
  std::int64_t run_until_ = 0;  // the last row in it
};

}  // namespace soundings::store::sqlite
