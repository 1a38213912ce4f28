// How a file becomes a ledger, or is refused with one clear line.
#include "sqlite/database.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sqlite/binding.h"
#include "sqlite/file_lock.h"
#include "sqlite/migrations.h"

namespace soundings::store::sqlite {
namespace {

using Kind = OpenFault::Kind;

OpenFault fault(Kind kind, const std::filesystem::path& file, std::string_view why) {
  return {.kind = kind, .message = file.string() + ": " + std::string(why)};
}

struct Pragma {
  const char* set;
  const char* read;
  const char* expected;
};

/// Sets each and asserts that SQLite took it.
void set_pragmas(SQLite::Database& database, std::span<const Pragma> pragmas) {
  for (const Pragma& pragma : pragmas) {
    database.exec(pragma.set);
    const std::string now = database.execAndGet(pragma.read).getString();
    if (now != pragma.expected) {
      throw std::runtime_error(std::string(pragma.set) + ": SQLite answers " + now);
    }
  }
}

constexpr std::array<Pragma, 5> every_connection{{
    {"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1"},
    {"PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0"},
    {"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1"},
    {"PRAGMA busy_timeout=5000", "PRAGMA busy_timeout", "5000"},
    {"PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2"},
}};

constexpr std::array<Pragma, 6> writers{{
    // What is deleted is overwritten with zeros, in freed pages too.
    {"PRAGMA secure_delete=ON", "PRAGMA secure_delete", "1"},
    {"PRAGMA journal_mode=WAL", "PRAGMA journal_mode", "wal"},
    {"PRAGMA synchronous=FULL", "PRAGMA synchronous", "2"},
    {"PRAGMA wal_autocheckpoint=0", "PRAGMA wal_autocheckpoint", "0"},
    {"PRAGMA journal_size_limit=67108864", "PRAGMA journal_size_limit", "67108864"},
    {"PRAGMA cache_size=-32768", "PRAGMA cache_size", "-32768"},
}};

constexpr std::array<Pragma, 1> readers{{
    {"PRAGMA query_only=ON", "PRAGMA query_only", "1"},
}};

/// Double-quoted words are never strings, and no statement may write the schema's own tables.
void harden(SQLite::Database& database) {
  sqlite3* handle = database.getHandle();
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

/// Once, before the first connection: SQLite's own count of its memory takes a lock at every
/// allocation, and nobody asks for it.
void leave_memory_uncounted() {
  static const int left = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(left);
}

/// Creates an empty file that only its owner may read; SQLite gives the WAL the same mode.
void create_private(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    throw std::system_error(errno, std::generic_category(), file.string());
  }
  ::close(descriptor);
}

/// Whole small files are checked when a process first opens them; of large ones the count log,
/// which figures are made from. `verify` checks everything.
constexpr std::int64_t whole_check_limit = std::int64_t{64} * 1024 * 1024;

/// What distinguishes one state of a file from another without opening it; nanoseconds of the
/// epoch.
struct FileState {
  off_t size = 0;
  std::int64_t written = 0;
  std::int64_t changed = 0;  ///< nobody can set it

  bool operator==(const FileState&) const = default;
};

/// One file, whatever it is called.
using FileIdentity = std::pair<dev_t, ino_t>;

/// The files that this process found sound within the last hour, as they were when it looked. A
/// process opens several connections, and a file that has not changed since would be read through
/// for nothing. A disk that loses what it has changes no time of a file, so that a server looks
/// again.
class SoundFiles {
 public:
  bool has(const FileIdentity& file, const FileState& state) {
    constexpr std::chrono::hours longest(1);
    const std::scoped_lock lock(mutex_);
    const auto found = looks_.find(file);
    return found != looks_.end() && found->second.state == state &&
           std::chrono::steady_clock::now() - found->second.at < longest;
  }

  void add(const FileIdentity& file, const FileState& state) {
    const std::scoped_lock lock(mutex_);
    looks_.insert_or_assign(file, Look{.state = state, .at = std::chrono::steady_clock::now()});
  }

  void forget(const FileIdentity& file) {
    const std::scoped_lock lock(mutex_);
    looks_.erase(file);
  }

 private:
  struct Look {
    FileState state;
    std::chrono::steady_clock::time_point at;
  };

  std::mutex mutex_;
  std::map<FileIdentity, Look> looks_;
};

SoundFiles& sound_files() {
  static SoundFiles files;
  return files;
}

std::int64_t nanoseconds_of(const timespec& time) {
  constexpr std::int64_t nanoseconds = 1'000'000'000;
  return time.tv_sec * nanoseconds + time.tv_nsec;
}

std::string first_damage(SQLite::Database& database) {
  const char* check =
      small_enough_to_check(database) ? "PRAGMA quick_check(1)" : "PRAGMA quick_check('count_log')";
  std::string said = database.execAndGet(check).getString();
  std::replace(said.begin(), said.end(), '\n', ' ');
  return said == "ok" ? "" : said;
}

/// The first damage of a file. A state that was found sound is not read again, unless `read` asks
/// for it.
std::string find_damage(SQLite::Database& database, const std::filesystem::path& file,
                        ReadThrough read) {
  struct stat now{};
  if (::stat(file.c_str(), &now) != 0) {
    return first_damage(database);
  }
  const FileIdentity identity{now.st_dev, now.st_ino};
  const FileState state{.size = now.st_size,
                        .written = nanoseconds_of(now.st_mtim),
                        .changed = nanoseconds_of(now.st_ctim)};
  if (read == ReadThrough::once && sound_files().has(identity, state)) {
    return "";
  }
  // It may throw, too, where there is damage.
  sound_files().forget(identity);
  std::string damage = first_damage(database);
  if (damage.empty()) {
    sound_files().add(identity, state);
  }
  return damage;
}

/// A copy that can be gone back to: on the disk, and read through, before anything is changed.
void back_up_before(SQLite::Database& database, const std::filesystem::path& backup) {
  std::filesystem::remove(backup);
  create_private(backup);
  run_once(database, "VACUUM INTO ?", backup.string());
  {
    SQLite::Database copy(backup.string(), SQLite::OPEN_READONLY | SQLITE_OPEN_NOMUTEX);
    const std::string said = copy.execAndGet("PRAGMA quick_check(1)").getString();
    if (said != "ok") {
      throw std::runtime_error(backup.string() + ": the backup is damaged: " + said);
    }
  }
  sync_to_disk(backup, O_RDWR);
  const std::filesystem::path folder = backup.parent_path();
  sync_to_disk(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
}

/// The table of a row that refers to one that is not there; empty when there is none.
std::string dangling(SQLite::Database& database) {
  SQLite::Statement check(database, "PRAGMA foreign_key_check");
  return check.executeStep() ? text_at(check, 0) : "";
}

/// A table is changed by putting another in its place, which may not count as taking away what
/// other tables refer to: references are not held to while the schema moves, but looked at whole
/// before the commit.
void migrate(SQLite::Database& database, const std::filesystem::path& file, std::int64_t from) {
  constexpr std::array<Pragma, 1> unheld{{
      {"PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys", "0"},
  }};
  const auto texts = migrations();
  if (from > 0) {
    back_up_before(database, file.string() + ".before-version-" + std::to_string(texts.size()));
  }
  set_pragmas(database, unheld);
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  for (auto version = static_cast<std::size_t>(from); version < texts.size(); ++version) {
    database.exec(std::string(texts[version]));
  }
  database.exec("PRAGMA application_id=" + std::to_string(application_id));
  database.exec("PRAGMA user_version=" + std::to_string(texts.size()));
  if (const std::string table = dangling(database); !table.empty()) {
    throw std::logic_error("a migration left a row of " + table + " that refers to nothing");
  }
  transaction.commit();
  set_pragmas(database, every_connection);
}

/// The schema's version, or why this is no ledger of ours.
Expected<std::int64_t, OpenFault> version_of(SQLite::Database& database,
                                             const std::filesystem::path& file) {
  const auto newest = static_cast<std::int64_t>(migrations().size());
  const std::int64_t version = database.execAndGet("PRAGMA user_version").getInt64();
  const std::int64_t id = database.execAndGet("PRAGMA application_id").getInt64();
  const std::int64_t tables = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt64();
  if (id == 0 && version == 0 && tables == 0) {
    return 0;
  }
  if (id != application_id) {
    return unexpected(
        fault(Kind::not_a_ledger, file,
              "is a database of another application (application_id " + std::to_string(id) + ")"));
  }
  if (version > newest) {
    return unexpected(fault(Kind::newer_schema, file,
                            "has schema version " + std::to_string(version) +
                                ", this program knows " + std::to_string(newest) +
                                "; use a newer program"));
  }
  return version;
}

Expected<std::unique_ptr<SQLite::Database>, OpenFault> checked(const std::filesystem::path& file,
                                                               Access access, ReadThrough read) {
  const int flags = access == Access::read_write ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY;
  constexpr int busy_milliseconds = 5000;
  auto database = std::make_unique<SQLite::Database>(file.string(), flags | SQLITE_OPEN_NOMUTEX,
                                                     busy_milliseconds);
  harden(*database);
  const auto version = version_of(*database, file);
  if (!version) {
    return unexpected(version.error());
  }
  set_pragmas(*database, every_connection);
  if (access == Access::read_write) {
    set_pragmas(*database, writers);
    if (static_cast<std::size_t>(*version) < migrations().size()) {
      if (const std::string table = dangling(*database); !table.empty()) {
        return unexpected(fault(Kind::damaged, file,
                                "is damaged: a row of " + table + " refers to one that is gone"));
      }
      migrate(*database, file, *version);
    }
  } else {
    set_pragmas(*database, readers);
    if (static_cast<std::size_t>(*version) < migrations().size()) {
      return unexpected(fault(Kind::unreadable, file,
                              "has schema version " + std::to_string(*version) +
                                  " and must first be opened for writing to bring it forward"));
    }
  }
  const std::string damage = find_damage(*database, file, read);
  if (!damage.empty()) {
    return unexpected(fault(Kind::damaged, file, "is damaged: " + damage));
  }
  return database;
}

OpenFault from_sqlite(const SQLite::Exception& error, const std::filesystem::path& file) {
  switch (error.getErrorCode()) {
    case SQLITE_NOTADB:
      return fault(Kind::not_a_ledger, file, "is not a SQLite database");
    case SQLITE_CORRUPT:
      return fault(Kind::damaged, file, std::string("is damaged: ") + error.what());
    case SQLITE_BUSY:
      return fault(Kind::in_use, file, "is locked by another process");
    default:
      return fault(Kind::unreadable, file, std::string("cannot be opened: ") + error.what());
  }
}

}  // namespace

Expected<std::unique_ptr<SQLite::Database>, OpenFault> open_database(
    const std::filesystem::path& file, Access access, ReadThrough read) {
  leave_memory_uncounted();
  if (auto refused = refuse_name(file)) {
    return unexpected(std::move(*refused));
  }
  std::error_code error;
  const bool exists = std::filesystem::exists(file, error);
  if (!exists && access == Access::read_only) {
    return unexpected(fault(Kind::unreadable, file, "there is no such file"));
  }
  const bool empty = !exists || (std::filesystem::file_size(file, error) == 0 && !error);
  if (empty && access == Access::read_only) {
    return unexpected(fault(Kind::not_a_ledger, file, "is empty"));
  }
  try {
    if (!exists) {
      create_private(file);
    }
    return checked(file, access, read);
  } catch (const SQLite::Exception& caught) {
    return unexpected(from_sqlite(caught, file));
  } catch (const std::system_error& caught) {
    return unexpected(fault(Kind::unreadable, file,
                            std::string("cannot be created: ") + caught.code().message()));
  }
}

void sync_to_disk(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  if (!synced) {
    throw std::system_error(error, std::generic_category(), path.string());
  }
}

bool small_enough_to_check(SQLite::Database& database) {
  return database.execAndGet("PRAGMA page_count").getInt64() *
             database.execAndGet("PRAGMA page_size").getInt64() <=
         whole_check_limit;
}

std::unique_ptr<SQLite::Database> open_checkpointer(const std::filesystem::path& file) {
  constexpr int busy_milliseconds = 100;
  auto database = std::make_unique<SQLite::Database>(
      file.string(), SQLite::OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, busy_milliseconds);
  constexpr std::array<Pragma, 2> own{{
      {"PRAGMA synchronous=FULL", "PRAGMA synchronous", "2"},
      {"PRAGMA wal_autocheckpoint=0", "PRAGMA wal_autocheckpoint", "0"},
  }};
  set_pragmas(*database, own);
  static_cast<void>(database->execAndGet("SELECT count(*) FROM fact").getInt64());
  return database;
}

}  // namespace soundings::store::sqlite
