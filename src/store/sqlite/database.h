// Opening the file: the checks that refuse what is not a sound ledger of this version,
// migrations forward, pragmas set and read back.
//
// Nothing here or elsewhere opens and closes a database's file but SQLite (file_lock.cpp keeps its
// descriptor open): when any descriptor of
// a file is closed, POSIX drops every lock the process has on it, and the next program
// that opens and closes the database takes itself for the last one and removes the WAL
// under the writer.
#pragma once

#include <filesystem>
#include <memory>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/base/expected.h"
#include "soundings/store/engine.h"

namespace soundings::store::sqlite {

/// "SNDG", in the header of every ledger.
inline constexpr std::int64_t application_id = 0x534E4447;

enum class Access { read_only, read_write };

/// Whether a file is read through again that this process found sound within the last hour and that
/// has not changed since.
enum class ReadThrough { once, again };

/// A checked connection. read_write: the caller holds the lock; the file is created or migrated.
[[nodiscard]] Expected<std::unique_ptr<SQLite::Database>, OpenFault> open_database(
    const std::filesystem::path& file, Access access, ReadThrough read = ReadThrough::once);

/// Forces a file or folder, opened with `flags`, to the disk. Throws std::system_error.
void sync_to_disk(const std::filesystem::path& path, int flags);

/// Whether all of a file is checked when a process first opens it; of a larger one `verify` checks
/// everything.
[[nodiscard]] bool small_enough_to_check(SQLite::Database& database);

/// A further connection of the writer's process, for checkpoints; it has read once, because a
/// checkpoint from a connection that never read does nothing.
[[nodiscard]] std::unique_ptr<SQLite::Database> open_checkpointer(
    const std::filesystem::path& file);

}  // namespace soundings::store::sqlite
