// The write-ahead log (WAL) beside the file: copied into it while commits go on, emptied when
// something was deleted, and written again after the disk has failed.
#include "sqlite/checkpoint.h"

#include <system_error>

#include <sqlite3.h>

#include "soundings/store/failure.h"

namespace soundings::store::sqlite {
namespace {

constexpr std::uintmax_t page_bytes = 4096;
// A page that is written often goes into the database once a checkpoint.
constexpr std::uintmax_t truncate_bytes = 8 * checkpoint_bytes;

// What a restart of the WAL may still have to copy while the writer waits for it.
constexpr int restart_pages = 500;
constexpr int most_rounds = 4;

/// Copies pages of the WAL into the database; how many of it are there now. A busy answer means
/// that a reader still needs the WAL: the next call tries again.
int copy_wal(sqlite3* checkpointer, int mode) {
  int copied = 0;
  const int result = sqlite3_wal_checkpoint_v2(checkpointer, nullptr, mode, nullptr, &copied);
  if (result != SQLITE_OK && result != SQLITE_BUSY && result != SQLITE_LOCKED) {
    throw StoreFailure(sqlite3_errstr(result));
  }
  return copied;
}

}  // namespace

void reopen(Session& session) {
  session.stay_in_place();
  auto database = open_database(session.file, Access::read_write, ReadThrough::again);
  if (!database) {
    throw StoreFailure(database.error().message);
  }
  const std::scoped_lock lock(session.checkpointing);
  session.checkpointer = open_checkpointer(session.file);
  // The kernel may count pages that it failed to write as clean: they are written again.
  const int written = sqlite3_wal_checkpoint_v2(session.checkpointer->getHandle(), nullptr,
                                                SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (written != SQLITE_OK && written != SQLITE_BUSY) {
    throw StoreFailure(std::string("the WAL could not be written again: ") +
                       sqlite3_errstr(written));
  }
  session.writer.reset();
  session.database = std::move(*database);
  session.start_writing();
  session.sync_failed = false;
}

std::uintmax_t logged_bytes(const Session& session) noexcept {
  return page_bytes * static_cast<unsigned>(session.wal_pages.load(std::memory_order_relaxed));
}

void checkpoint(Session& session) {
  const std::uintmax_t bytes = logged_bytes(session);
  if (bytes < checkpoint_bytes) {
    return;
  }
  const std::scoped_lock lock(session.checkpointing);
  session.stay_in_place();
  if (!session.checkpointer) {
    session.checkpointer = open_checkpointer(session.file);
  }
  sqlite3* handle = session.checkpointer->getHandle();
  // Under a stream of commits the WAL is never copied to its end, and only from its end does it
  // start again: so the bulk is copied beside the writer, and what came meanwhile before its eyes.
  // While a reader still needs what was copied nothing can be gained by stopping the writer; for
  // one that reads what came last it waits a tenth of a second at most.
  int copied = 0;
  const auto left = [&] { return session.wal_pages.load(std::memory_order_relaxed) - copied; };
  for (int round = 0; round < most_rounds && left() > restart_pages; ++round) {
    copied = copy_wal(handle, SQLITE_CHECKPOINT_PASSIVE);
  }
  const std::scoped_lock mine(session.turn);
  if (left() <= restart_pages) {
    static_cast<void>(copy_wal(
        handle, bytes > truncate_bytes ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_RESTART));
  }
}

std::uintmax_t wal_bytes(const Session& session) noexcept {
  std::error_code none;
  const auto bytes = std::filesystem::file_size(session.file.string() + "-wal", none);
  return none ? 0 : bytes;
}

bool empty_wal(Session& session) {
  const std::scoped_lock lock(session.checkpointing, session.turn);
  session.stay_in_place();
  if (!session.checkpointer) {
    session.checkpointer = open_checkpointer(session.file);
  }
  return sqlite3_wal_checkpoint_v2(session.checkpointer->getHandle(), nullptr,
                                   SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) == SQLITE_OK;
}

}  // namespace soundings::store::sqlite
