// What a session does around each commit: it watches the files, the disk and the audit.
#include "sqlite/session.h"

#include <sqlite3.h>

#include "soundings/store/failure.h"

#include "sqlite/binding.h"
#include "sqlite/checkpoint.h"
#include "sqlite/keys.h"

namespace soundings::store::sqlite {
namespace {

int remember_wal_size(void* pages, sqlite3* /*handle*/, const char* /*name*/, int now) {
  static_cast<std::atomic<int>*>(pages)->store(now, std::memory_order_relaxed);
  return SQLITE_OK;
}

}  // namespace

void Session::start_writing() {
  writer = std::make_unique<Writer>(*database, master_key);
  sqlite3_wal_hook(database->getHandle(), remember_wal_size, &wal_pages);
  // Whoever reads opens the WAL: from here on all three files are there.
  static_cast<void>(database->execAndGet("SELECT count(*) FROM fact").getInt64());
  files.emplace(file);
}

void Session::need_locks() const {
  if (lock_stuck) {
    throw StoreFailure(file.string() +
                       ": a lock on the database could not be given back; only a new process can "
                       "write it");
  }
}

void Session::stay_in_place() const {
  need_locks();
  if (files && !files->still()) {
    throw StoreFailure(file.string() +
                       ": the database, its -wal or its -shm was removed or replaced while "
                       "it is open; nothing is acknowledged any more. Put the files back, or "
                       "stop");
  }
}

void Session::note_failure(const SQLite::Exception& error) noexcept {
  const int code = error.getExtendedErrorCode();
  if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC) {
    sync_failed = true;
  }
  if (code == SQLITE_PROTOCOL) {
    lock_stuck = true;
  }
}

void Session::remember() {
  if (newest == nullptr) {
    return;
  }
  if (const auto now = writer->audit.newest()) {
    remembers = newest->keep(*now, *database) && remembers;
  }
}

std::vector<Recorded> Session::commit(std::span<const std::span<const Entry>> deliveries,
                                      const Definitions& definitions) {
  const std::scoped_lock mine(turn);
  try {
    need_locks();
    auto recorded = writer->committer.commit(deliveries, definitions);
    stay_in_place();
    remember();
    return recorded;
  } catch (const SQLite::Exception& error) {
    note_failure(error);
    throw;
  }
}

Session::~Session() {
  if (writer == nullptr || lock_stuck) {
    return;
  }
  try {
    write_keys_used(*this);
  } catch (const std::exception&) {
    // When a key was last used is a convenience; closing goes on without it.
    keys_used.clear();
  }
  try {
    // The last to close removes the WAL. Beside a reader it is at least empty.
    static_cast<void>(empty_wal(*this));
  } catch (const std::exception&) {
    checkpointer.reset();
  }
  if (newest) {
    newest->sync();
  }
}

}  // namespace soundings::store::sqlite
