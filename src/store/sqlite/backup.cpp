// SQLite's online backup, from one checked ledger into a file that gets its name last.
#include "sqlite/backup.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "sqlite/database.h"

namespace soundings::store::sqlite {
namespace {

using Path = std::filesystem::path;

OpenFault fault(const Path& file, const std::string& why) {
  return {.kind = OpenFault::Kind::unreadable, .message = file.string() + ": " + why};
}

/// A file that goes unless it is given its name.
class Unnamed {
 public:
  explicit Unnamed(const Path& name) : name_(name), path_(name.string() + ".partial") {
    std::filesystem::remove(path_);
    const int descriptor = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
      throw std::system_error(errno, std::generic_category(), path_.string());
    }
    ::close(descriptor);
  }
  ~Unnamed() {
    std::error_code error;
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(path_.string() + suffix, error);
    }
  }
  Unnamed(const Unnamed&) = delete;
  Unnamed& operator=(const Unnamed&) = delete;

  [[nodiscard]] const Path& path() const noexcept { return path_; }

  /// False when another file has the name by now.
  [[nodiscard]] bool give_name() {
    sync_to_disk(path_, O_RDWR);
    if (!renamed()) {
      if (errno == EEXIST) {
        return false;
      }
      throw std::system_error(errno, std::generic_category(), name_.string());
    }
    const Path folder = name_.parent_path();
    sync_to_disk(folder.empty() ? Path(".") : folder, O_RDONLY | O_DIRECTORY);
    return true;
  }

 private:
  /// A file under two names is no database: it has one name at any moment, where the file system
  /// can rename without replacing.
  [[nodiscard]] bool renamed() const {
    if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, name_.c_str(), RENAME_NOREPLACE) == 0) {
      return true;
    }
    return errno == EINVAL && ::link(path_.c_str(), name_.c_str()) == 0 &&
           ::unlink(path_.c_str()) == 0;
  }

  Path name_;
  Path path_;
};

/// The whole copy in one step is one moment of the source, whatever is committed meanwhile.
void copy_all(SQLite::Database& from, const Path& to) {
  SQLite::Database target(to.string(), SQLite::OPEN_READWRITE | SQLITE_OPEN_NOMUTEX);
  {
    SQLite::Backup backup(target, from);
    if (backup.executeStep(-1) != SQLITE_DONE) {
      throw std::runtime_error(to.string() + ": the copy is not whole");
    }
  }
  target.exec("PRAGMA journal_mode=DELETE");
}

Expected<Copy, OpenFault> checked_copy(const Path& from, const Path& to) {
  if (std::filesystem::exists(to)) {
    return unexpected(fault(to, "is there already; nothing is overwritten"));
  }
  auto source = open_database(from, Access::read_only);
  if (!source) {
    return unexpected(source.error());
  }
  Unnamed copy(to);
  copy_all(**source, copy.path());
  Copy made;
  {
    const auto opened = open_database(copy.path(), Access::read_only);
    if (!opened) {
      return unexpected(opened.error());
    }
    const std::string damage = (*opened)->execAndGet("PRAGMA integrity_check(1)").getString();
    if (damage != "ok") {
      return unexpected(fault(to, "the copy is damaged: " + damage));
    }
    made = {
        .bytes = static_cast<std::int64_t>(std::filesystem::file_size(copy.path())),
        .submissions = (*opened)->execAndGet("SELECT count(*) FROM submission").getInt64(),
        .responses =
            (*opened)->execAndGet("SELECT count(*) FROM response WHERE current = 1").getInt64()};
  }
  if (!copy.give_name()) {
    return unexpected(fault(to, "is there already; nothing is overwritten"));
  }
  return made;
}

}  // namespace

Expected<Copy, OpenFault> back_up(const Path& database, const Path& copy) {
  return checked_copy(database, copy);
}

Expected<Copy, OpenFault> restore(const Path& copy, const Path& database) {
  for (const char* suffix : {"-wal", "-shm", "-journal"}) {
    const Path left = database.string() + suffix;
    if (std::filesystem::exists(left)) {
      return unexpected(fault(left, "belongs to another database; move it away first"));
    }
  }
  return checked_copy(copy, database);
}

}  // namespace soundings::store::sqlite
