#include "support/power.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <stdexcept>
#include <utility>

#include <sqlite3.h>

namespace soundings::testing {
namespace {

constexpr std::size_t sector = 512;

Disk* watched = nullptr;  // by whoever tests; SQLite's other files pass

/// Files that were opened, by the address SQLite has them at: the system's methods of each, and
/// which of a database's two files it is.
struct Opened {
  const sqlite3_io_methods* system;
  std::filesystem::path database;
  bool log;
};
std::map<sqlite3_file*, Opened>& files() {
  static std::map<sqlite3_file*, Opened> opened;
  return opened;
}
std::mutex& mutex() {
  static std::mutex one;
  return one;
}

Opened opened(sqlite3_file* file) {
  const std::lock_guard lock(mutex());
  return files().at(file);
}

void note(const Opened& file, Disk::Event event) {
  const std::lock_guard lock(mutex());
  if (watched != nullptr && watched->database() == file.database) {
    event.log = file.log;
    watched->note(std::move(event));
  }
}

bool refused(const Opened& file) {
  const std::lock_guard lock(mutex());
  return file.log && watched != nullptr && watched->database() == file.database &&
         watched->refuses_log_write();
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
  const Opened which = opened(file);
  if (refused(which)) {
    return SQLITE_FULL;
  }
  note(which,
       {.kind = Disk::Kind::write,
        .at = at,
        .bytes = std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size))});
  return which.system->xWrite(file, bytes, size, at);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  const Opened which = opened(file);
  note(which, {.kind = Disk::Kind::truncate, .at = size});
  return which.system->xTruncate(file, size);
}

int sync(sqlite3_file* file, int flags) {
  const Opened which = opened(file);
  const int result = which.system->xSync(file, flags);
  if (result == SQLITE_OK) {
    note(which, {.kind = Disk::Kind::sync});
  }
  return result;
}

/// The system's methods with three of them ours.
const sqlite3_io_methods* ours_over(const sqlite3_io_methods* system) {
  static std::map<const sqlite3_io_methods*, sqlite3_io_methods> made;
  const auto [at, fresh] = made.try_emplace(system, *system);
  if (fresh) {
    at->second.xWrite = write;
    at->second.xTruncate = truncate;
    at->second.xSync = sync;
  }
  return &at->second;
}

sqlite3_vfs* system_layer = nullptr;

int open(sqlite3_vfs* /*layer*/, const char* path, sqlite3_file* file, int flags, int* flags_out) {
  const int result = system_layer->xOpen(system_layer, path, file, flags, flags_out);
  const bool log = (flags & SQLITE_OPEN_WAL) != 0;
  if (result != SQLITE_OK || !(log || (flags & SQLITE_OPEN_MAIN_DB) != 0)) {
    return result;
  }
  std::string database(path);
  constexpr std::string_view suffix = "-wal";
  database.resize(database.size() - (log ? suffix.size() : 0));
  const std::lock_guard lock(mutex());
  files()[file] = {.system = file->pMethods, .database = database, .log = log};
  file->pMethods = ours_over(file->pMethods);
  return result;
}

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void put(std::string& into, std::size_t at, std::string_view bytes) {
  into.resize(std::max(into.size(), at + bytes.size()));
  std::ranges::copy(bytes, into.begin() + static_cast<std::ptrdiff_t>(at));
}

std::filesystem::path log_of(const std::filesystem::path& database) {
  return database.string() + "-wal";
}

}  // namespace

void stand_under_sqlite() {
  static sqlite3_vfs layer;
  if (system_layer != nullptr) {
    return;
  }
  system_layer = sqlite3_vfs_find(nullptr);
  layer = *system_layer;
  layer.pNext = nullptr;
  layer.zName = "power";
  layer.xOpen = open;
  if (sqlite3_vfs_register(&layer, 1) != SQLITE_OK) {
    throw std::runtime_error("SQLite takes no layer");
  }
}

Disk::Disk(std::filesystem::path database) : database_(std::move(database)) {
  base_ = {content(database_), content(log_of(database_))};
  const std::lock_guard lock(mutex());
  watched = this;
}

Disk::~Disk() {
  const std::lock_guard lock(mutex());
  watched = nullptr;
}

void Disk::acknowledge(int number) {
  const std::lock_guard lock(mutex());
  events_.push_back({.kind = Kind::acknowledgement, .at = number});
}

void Disk::refuse_next_log_write() {
  const std::lock_guard lock(mutex());
  refuse_ = true;
}

bool Disk::refuses_log_write() noexcept {
  return std::exchange(refuse_, false);
}

int Disk::lay_down(std::size_t events, std::mt19937_64& chance,
                   const std::filesystem::path& copy) const {
  std::array<std::size_t, 2> synced{};  // events before which a file's are on the disk
  int acknowledged = 0;
  for (std::size_t i = 0; i < events; ++i) {
    const Event& event = events_[i];
    if (event.kind == Kind::sync) {
      synced[event.log ? 1 : 0] = i;
    } else if (event.kind == Kind::acknowledgement) {
      acknowledged = static_cast<int>(event.at);
    }
  }
  std::array<std::string, 2> left = base_;
  for (std::size_t i = 0; i < events; ++i) {
    const Event& event = events_[i];
    const std::size_t which = event.log ? 1 : 0;
    const auto fate = i < synced[which] ? 0 : chance() % 3;
    constexpr std::uint64_t lost = 1;
    if (fate == lost) {
      continue;
    }
    if (event.kind == Kind::truncate) {
      left[which].resize(static_cast<std::size_t>(event.at));
    } else if (event.kind == Kind::write) {
      const std::size_t sectors = event.bytes.size() / sector;
      const std::size_t whole = fate == 0 ? event.bytes.size() : chance() % (sectors + 1) * sector;
      put(left[which], static_cast<std::size_t>(event.at),
          std::string_view(event.bytes).substr(0, whole));
    }
  }
  std::ofstream(copy, std::ios::binary | std::ios::trunc) << left[0];
  std::ofstream(log_of(copy), std::ios::binary | std::ios::trunc) << left[1];
  std::filesystem::remove(copy.string() + "-shm");
  return acknowledged;
}

}  // namespace soundings::testing
