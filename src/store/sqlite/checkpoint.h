// Checkpoints of the write-ahead log (WAL).
#pragma once

#include <cstdint>

#include "sqlite/session.h"

namespace soundings::store::sqlite {

/// checkpoint() does nothing while the WAL is shorter than this.
inline constexpr std::uintmax_t checkpoint_bytes = std::uintmax_t{32} * 1024 * 1024;

/// Of the WAL, as of the last commit.
[[nodiscard]] std::uintmax_t logged_bytes(const Session& session) noexcept;

/// Of the WAL, as it lies on disk.
[[nodiscard]] std::uintmax_t wal_bytes(const Session& session) noexcept;

/// Moves WAL pages into the file when there are many, over a connection of its own. Another thread
/// may call it while the session commits, which waits for the last of them alone.
void checkpoint(Session& session);

/// Moves all that was deleted out of the WAL. False while a reader still needs it.
[[nodiscard]] bool empty_wal(Session& session);

/// Opens the file anew, with the checks of every start, and writes the whole WAL into it once more.
void reopen(Session& session);

}  // namespace soundings::store::sqlite
