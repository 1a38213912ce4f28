// Names of databases and the files of secrets beside them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace soundings::store {

/// The path with every symbolic link followed, as the engine follows them: beside it lie its log
/// and the operator's socket. Also of a link to a file that is not there yet.
[[nodiscard]] std::filesystem::path real_path(const std::filesystem::path& file);

/// Throws std::runtime_error when others than owner and group may read or write a file of secrets.
void refuse_shared(const std::filesystem::path& file);

/// The master key of a database: 32 bytes in `file`, created with mode 0600 when absent. Throws
/// as refuse_shared() does.
[[nodiscard]] std::vector<std::uint8_t> master_key(const std::filesystem::path& file);

}  // namespace soundings::store
