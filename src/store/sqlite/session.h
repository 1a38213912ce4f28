// An open database: its connection, its lock, and what writing to it needs. The faces share it.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/store/engine.h"

#include "rules/sealing.h"
#include "sqlite/audit.h"
#include "sqlite/batch_committer.h"
#include "sqlite/database.h"
#include "sqlite/dictionary.h"
#include "sqlite/file_lock.h"
#include "sqlite/newest_kept.h"
#include "sqlite/row_sum.h"

namespace soundings::store::sqlite {

/// What only a session that writes has.
struct Writer {
  Writer(SQLite::Database& database, const Bytes& master_key)
      : rows(database, master_key),
        dictionary(database),
        audit(database, rows),
        committer(database, dictionary, audit, master_key) {
    audit.carry_sum();
  }

  RowSum rows;
  Dictionary dictionary;
  AuditTrail audit;
  BatchCommitter committer;
};

struct Session {
  Session() = default;
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  std::filesystem::path file;
  Bytes master_key;
  std::unique_ptr<FileLock> lock;
  std::unique_ptr<SQLite::Database> database;
  std::unique_ptr<Writer> writer;
  std::optional<FilesInPlace> files;
  std::unique_ptr<NewestKept> newest;
  bool remembers = true;
  std::map<std::string, std::int64_t> keys_used;  // by key id: not written yet

  std::atomic<bool> sync_failed{false};
  std::atomic<bool> lock_stuck{false};

  /// Held by each transaction and by the end of a checkpoint. Without it, SQLite would have the one
  /// that comes second look again after ever longer waits.
  std::mutex turn;
  std::mutex checkpointing;
  std::unique_ptr<SQLite::Database> checkpointer;
  std::atomic<int> wal_pages{0};

  void start_writing();
  void note_failure(const SQLite::Exception& error) noexcept;

  /// Throws StoreFailure when a lock is stuck: SQLite would look again for ten seconds.
  void need_locks() const;

  /// Throws StoreFailure when a lock is stuck, and when the path no longer names the files that are
  /// open: what is written now would be gone with the process.
  void stay_in_place() const;

  /// Commits a batch; see Ledger::commit_deliveries().
  [[nodiscard]] std::vector<Recorded> commit(std::span<const std::span<const Entry>> deliveries,
                                             const Definitions& definitions);

  /// After a commit: where it stands is remembered outside the database.
  void remember();

  /// Runs `work` in a transaction that it commits, or leaves to be rolled back. Forgets what was
  /// cached when `work` throws.
  template <typename Work>
  void write(const Work& work) {
    const std::scoped_lock mine(turn);
    stay_in_place();
    try {
      SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
      work(transaction);
    } catch (const SQLite::Exception& error) {
      note_failure(error);
      writer->committer.forget();
      throw;
    } catch (...) {
      writer->committer.forget();
      throw;
    }
    stay_in_place();
    remember();
  }
};

}  // namespace soundings::store::sqlite
