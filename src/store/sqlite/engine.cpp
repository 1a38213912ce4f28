// Opening the file behind the faces of the store: for writing under its lock, or for reading.
#include "soundings/store/engine.h"

#include "soundings/store/cells.h"

#include "sqlite/backup.h"
#include "sqlite/binding.h"
#include "sqlite/count_feed.h"
#include "sqlite/count_rows.h"
#include "sqlite/faces.h"
#include "sqlite/failure.h"
#include "sqlite/records.h"
#include "sqlite/releases.h"
#include "sqlite/tail.h"

namespace soundings::store::sqlite {
namespace {

constexpr const char* key_check = "a ledger of soundings";

/// Whether `key` is the one the file was made with; an empty file takes it.
bool fits(SQLite::Database& database, const Bytes& key, Access access) {
  SQLite::Statement read(database, "SELECT value FROM fact WHERE name = 'key_check'");
  if (read.executeStep()) {
    const auto opened = unseal(blob_at(read, 0), key);
    return opened && *opened == key_check;
  }
  if (access == Access::read_write) {
    run_once(database, "INSERT INTO fact (name, value) VALUES ('key_check', ?)",
             Blob(seal(key_check, key)));
  }
  return true;
}

OpenFault fault(OpenFault::Kind kind, const std::filesystem::path& file, const std::string& why) {
  return {.kind = kind, .message = file.string() + ": " + why};
}

/// A session over a connection whose key fits. master_key: of 32 bytes, or empty for none.
Expected<void, OpenFault> connect(Session& session, const std::filesystem::path& file,
                                  Access access) {
  auto database = open_database(session.file, access);
  if (!database) {
    return unexpected(database.error());
  }
  session.database = std::move(*database);
  if (!session.master_key.empty() && !fits(*session.database, session.master_key, access)) {
    return unexpected(
        fault(OpenFault::Kind::unreadable, file, "the master key is not the one it was made with"));
  }
  return {};
}

Expected<void, OpenFault> refuse_key(const std::filesystem::path& file,
                                     const std::vector<std::uint8_t>& master_key, Access access) {
  const bool keyed = master_key.size() == master_key_size;
  if (!keyed && (access == Access::read_write || !master_key.empty())) {
    return unexpected(
        fault(OpenFault::Kind::unreadable, file, "a master key of 32 bytes is needed"));
  }
  if (auto refused = refuse_name(file)) {
    return unexpected(std::move(*refused));
  }
  return {};
}

/// Takes the file's lock. The text: what the file lacks, although a person accepts it; empty when
/// it lacks nothing.
Expected<std::string, OpenFault> lock(Session& session, const std::filesystem::path& file,
                                      const Remembered& remembered) {
  const auto lost_without_word = [&](const std::string& lost) {
    return !lost.empty() && !remembered.accepted;
  };
  // The lock would create a file that is not there.
  if (!std::filesystem::exists(session.file)) {
    if (const std::string lost = lost_tail(session); lost_without_word(lost)) {
      return unexpected(fault(OpenFault::Kind::tail_lost, file, lost));
    }
  }
  auto lock = FileLock::take(session.file);
  if (!lock) {
    return unexpected(lock.error());
  }
  session.lock = std::move(*lock);
  std::string lost = lost_tail(session);
  if (lost_without_word(lost)) {
    return unexpected(fault(OpenFault::Kind::tail_lost, file, lost));
  }
  return lost;
}

Expected<std::unique_ptr<Store>, OpenFault> open_writer(const std::filesystem::path& file,
                                                        std::vector<std::uint8_t> master_key,
                                                        const Remembered& remembered) {
  if (auto refused = refuse_key(file, master_key, Access::read_write); !refused) {
    return unexpected(std::move(refused.error()));
  }
  auto opened = std::make_unique<FileStore>();
  Session& session = opened->session();
  session.file = real_path(file);
  session.master_key = std::move(master_key);
  if (!remembered.file.empty()) {
    session.newest = std::make_unique<NewestKept>(remembered.file, session.file);
  }
  const auto lost = lock(session, file, remembered);
  if (!lost) {
    return unexpected(lost.error());
  }
  if (auto refused = connect(session, file, Access::read_write); !refused) {
    return unexpected(std::move(refused.error()));
  }
  if (small_enough_to_check(*session.database)) {
    if (const std::string wrong = miscounted(*session.database); !wrong.empty()) {
      return unexpected(fault(OpenFault::Kind::damaged, file, "is damaged: " + wrong));
    }
  }
  session.start_writing();
  begin_to_remember(session, *lost, remembered.accepted);
  return opened;
}

Expected<std::unique_ptr<const Store>, OpenFault> open_reader(
    const std::filesystem::path& file, std::vector<std::uint8_t> master_key) {
  if (auto refused = refuse_key(file, master_key, Access::read_only); !refused) {
    return unexpected(std::move(refused.error()));
  }
  auto opened = std::make_unique<FileStore>();
  Session& session = opened->session();
  session.file = real_path(file);
  session.master_key = std::move(master_key);
  if (auto refused = connect(session, file, Access::read_only); !refused) {
    return unexpected(std::move(refused.error()));
  }
  return opened;
}

}  // namespace
}  // namespace soundings::store::sqlite

namespace soundings::store {
namespace {

std::filesystem::path file_of(const Address& database) {
  return database.text();
}

}  // namespace

Expected<std::unique_ptr<Store>, OpenFault> open_for_writing(const Address& database,
                                                             std::vector<std::uint8_t> master_key,
                                                             const Remembered& remembered) {
  return sqlite::translated(
      [&] { return sqlite::open_writer(file_of(database), std::move(master_key), remembered); });
}

Expected<std::unique_ptr<const Store>, OpenFault> open_for_reading(
    const Address& database, std::vector<std::uint8_t> master_key) {
  return sqlite::translated(
      [&] { return sqlite::open_reader(file_of(database), std::move(master_key)); });
}

std::unique_ptr<CellReader> open_cells(const Address& database, const Definitions& definitions) {
  return std::make_unique<CellReader>(sqlite::open_count_feed(file_of(database)), definitions);
}

std::unique_ptr<ReleaseReader> open_releases(const Address& database) {
  return sqlite::translated([&] { return sqlite::open_release_reader(file_of(database)); });
}

std::unique_ptr<RecordReader> open_records(const Address& database) {
  return sqlite::translated([&] { return sqlite::open_record_reader(file_of(database)); });
}

Expected<Copy, OpenFault> back_up(const Address& database, const std::filesystem::path& copy) {
  return sqlite::translated([&] { return sqlite::back_up(file_of(database), copy); });
}

Expected<Copy, OpenFault> restore(const std::filesystem::path& copy, const Address& database) {
  return sqlite::translated([&] { return sqlite::restore(copy, file_of(database)); });
}

}  // namespace soundings::store
