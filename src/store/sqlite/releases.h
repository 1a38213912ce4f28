// Releases in the file: kept whole, decided about, and checked against their hashes.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/store/release_reader.h"
#include "soundings/store/releases.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

/// As Releases says; each in a transaction of its own.
[[nodiscard]] std::vector<ReleaseLine> release_lines(const SQLite::Database& database);
[[nodiscard]] std::optional<Release> find_release(SQLite::Database& database, std::string_view id);
[[nodiscard]] Expected<ReleaseLine, ReleaseFault> keep_release(Session& session,
                                                               const Release& release,
                                                               const Act& act);
[[nodiscard]] Expected<ReleaseLine, ReleaseFault> approve_release(Session& session,
                                                                  std::string_view id,
                                                                  const Act& act);
[[nodiscard]] Expected<ReleaseLine, ReleaseFault> discard_release(Session& session,
                                                                  std::string_view id,
                                                                  const Act& act);
[[nodiscard]] Expected<ReleaseLine, ReleaseFault> withdraw_release(Session& session,
                                                                   std::string_view id,
                                                                   std::string_view user,
                                                                   const Act& act);

/// Opens a connection for it.
[[nodiscard]] std::unique_ptr<ReleaseReader> open_release_reader(const std::filesystem::path& file);

/// The first file of a release that does not have its hash; empty when all have.
[[nodiscard]] std::string changed_release_file(const SQLite::Database& database);

}  // namespace soundings::store::sqlite
