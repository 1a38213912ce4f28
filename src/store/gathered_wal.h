// A commit's pages go to the write-ahead log in one write.
//
// SQLite writes a header and a page for each page of a commit, forty small writes or more. Opened
// through this layer over the system's own, a connection's writes to its log wait in memory until
// the commit's last frame, or until the log is synced, read or looked at in any other way, and then
// go out at once, in order. What is committed is in the file before SQLite tells anybody, as
// before; of a transaction that was not committed nothing need ever reach it.
#pragma once

namespace soundings::store {

/// The name to open a database under, for the one connection that writes. Registered on first use.
/// Throws std::runtime_error when SQLite refuses it.
[[nodiscard]] const char* gathered_wal();

}  // namespace soundings::store
