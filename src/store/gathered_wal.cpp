#include "gathered_wal.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <sqlite3.h>

namespace soundings::store {
namespace {

constexpr const char* name = "gathered-wal";
constexpr std::size_t most_waiting = std::size_t{4} * 1024 * 1024;
// SQLite's layer over POSIX takes less than 128 KiB in one call.
constexpr std::size_t most_at_once = std::size_t{120} * 1024;

// https://www.sqlite.org/fileformat2.html#walformat: the header of a frame, whose second word is
// zero but in the last frame of a commit.
constexpr std::size_t frame_header = 24;

using Bytes = std::span<const std::byte>;

bool ends_commit(Bytes header) noexcept {
  for (const std::byte byte : header.subspan(4, 4)) {
    if (byte != std::byte{0}) {
      return true;
    }
  }
  return false;
}

/// The log of one connection: `real` is the system's file, behind this one in memory.
class Log {
 public:
  explicit Log(sqlite3_file* real) noexcept : real_(real) {}

  /// Takes bytes to write later. A failure is that of the writes before: SQLite then gives the
  /// transaction up, so that none of them waits any longer.
  int write(Bytes bytes, sqlite3_int64 at) {
    const int result = take(bytes, at);
    if (result != SQLITE_OK) {
      waiting_.clear();
      last_page_ = false;
    }
    return result;
  }

  /// Writes what waits; of a failure it stays, because SQLite was told that it is written and may
  /// go on with its transaction.
  int put() {
    for (std::size_t done = 0; done < waiting_.size();) {
      const std::size_t piece = std::min(most_at_once, waiting_.size() - done);
      const int result =
          real_->pMethods->xWrite(real_, waiting_.data() + done, static_cast<int>(piece),
                                  from_ + static_cast<sqlite3_int64>(done));
      if (result != SQLITE_OK) {
        return result;
      }
      done += piece;
    }
    waiting_.clear();
    return SQLITE_OK;
  }

  [[nodiscard]] sqlite3_file* real() const noexcept { return real_; }

 private:
  int take(Bytes bytes, sqlite3_int64 at) {
    const sqlite3_int64 end = from_ + static_cast<sqlite3_int64>(waiting_.size());
    if (!waiting_.empty() && (at != end || waiting_.size() + bytes.size() > most_waiting)) {
      if (const int failure = put(); failure != SQLITE_OK) {
        return failure;
      }
    }
    if (waiting_.empty()) {
      from_ = at;
    }
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
    if (last_page_) {
      last_page_ = false;
      return put();
    }
    last_page_ = bytes.size() == frame_header && ends_commit(bytes);
    return SQLITE_OK;
  }

  sqlite3_file* real_;
  std::vector<std::byte> waiting_;
  sqlite3_int64 from_ = 0;
  bool last_page_ = false;  // the next write is the page of a commit's last frame
};

/// What SQLite holds as a file; the system's own file follows it in the same memory.
struct File {
  const sqlite3_io_methods* methods;
  Log* log;
};
static_assert(sizeof(File) % alignof(std::max_align_t) == 0);

Log& log_of(sqlite3_file* file) noexcept {
  return *reinterpret_cast<File*>(file)->log;
}

/// Passes a call on, after what waits has been written.
template <typename Call>
int after_put(sqlite3_file* file, const Call& call) noexcept {
  Log& log = log_of(file);
  const int failure = log.put();
  return failure != SQLITE_OK ? failure : call(log.real());
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) noexcept {
  try {
    return log_of(file).write(
        {static_cast<const std::byte*>(bytes), static_cast<std::size_t>(size)}, at);
  } catch (const std::bad_alloc&) {
    return SQLITE_IOERR_NOMEM;
  }
}

/// What still waits belongs to no commit, and another connection may have written in its place.
int close(sqlite3_file* file) noexcept {
  const std::unique_ptr<Log> log(&log_of(file));
  return log->real()->pMethods->xClose(log->real());
}

int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at) noexcept {
  return after_put(
      file, [=](sqlite3_file* real) { return real->pMethods->xRead(real, bytes, size, at); });
}
int truncate(sqlite3_file* file, sqlite3_int64 size) noexcept {
  return after_put(file, [=](sqlite3_file* real) { return real->pMethods->xTruncate(real, size); });
}
int sync(sqlite3_file* file, int flags) noexcept {
  return after_put(file, [=](sqlite3_file* real) { return real->pMethods->xSync(real, flags); });
}
int size_of(sqlite3_file* file, sqlite3_int64* size) noexcept {
  return after_put(file, [=](sqlite3_file* real) { return real->pMethods->xFileSize(real, size); });
}
int control(sqlite3_file* file, int what, void* with) noexcept {
  return after_put(
      file, [=](sqlite3_file* real) { return real->pMethods->xFileControl(real, what, with); });
}
int lock(sqlite3_file* file, int level) noexcept {
  sqlite3_file* real = log_of(file).real();
  return real->pMethods->xLock(real, level);
}
int unlock(sqlite3_file* file, int level) noexcept {
  sqlite3_file* real = log_of(file).real();
  return real->pMethods->xUnlock(real, level);
}
int reserved(sqlite3_file* file, int* locked) noexcept {
  sqlite3_file* real = log_of(file).real();
  return real->pMethods->xCheckReservedLock(real, locked);
}
int sector_size(sqlite3_file* file) noexcept {
  sqlite3_file* real = log_of(file).real();
  return real->pMethods->xSectorSize(real);
}
int characteristics(sqlite3_file* file) noexcept {
  sqlite3_file* real = log_of(file).real();
  return real->pMethods->xDeviceCharacteristics(real);
}

constexpr sqlite3_io_methods methods{.iVersion = 1,
                                     .xClose = close,
                                     .xRead = read,
                                     .xWrite = write,
                                     .xTruncate = truncate,
                                     .xSync = sync,
                                     .xFileSize = size_of,
                                     .xLock = lock,
                                     .xUnlock = unlock,
                                     .xCheckReservedLock = reserved,
                                     .xFileControl = control,
                                     .xSectorSize = sector_size,
                                     .xDeviceCharacteristics = characteristics};

sqlite3_vfs* system_of(sqlite3_vfs* layer) noexcept {
  return static_cast<sqlite3_vfs*>(layer->pAppData);
}

/// Of a database only its log is ours; every other file is the system's, as if we were not there.
int open(sqlite3_vfs* layer, const char* path, sqlite3_file* file, int flags,
         int* flags_out) noexcept {
  sqlite3_vfs* system = system_of(layer);
  if ((flags & SQLITE_OPEN_WAL) == 0) {
    return system->xOpen(system, path, file, flags, flags_out);
  }
  auto* ours = reinterpret_cast<File*>(file);
  auto* real = reinterpret_cast<sqlite3_file*>(ours + 1);
  ours->methods = nullptr;
  std::unique_ptr<Log> log(new (std::nothrow) Log(real));
  if (!log) {
    return SQLITE_NOMEM;
  }
  const int result = system->xOpen(system, path, real, flags, flags_out);
  if (result == SQLITE_OK) {
    *ours = {.methods = &methods, .log = log.release()};
  }
  return result;
}

int enlist() {
  static sqlite3_vfs layer;
  sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
  if (system == nullptr) {
    return SQLITE_ERROR;
  }
  layer = *system;
  layer.pNext = nullptr;
  layer.zName = name;
  layer.pAppData = system;
  layer.szOsFile = static_cast<int>(sizeof(File)) + system->szOsFile;
  layer.xOpen = open;
  return sqlite3_vfs_register(&layer, 0);
}

}  // namespace

const char* gathered_wal() {
  static const int enlisted = enlist();
  if (enlisted != SQLITE_OK) {
    throw std::runtime_error(std::string("SQLite takes no layer for the write-ahead log: ") +
                             sqlite3_errstr(enlisted));
  }
  return name;
}

}  // namespace soundings::store
