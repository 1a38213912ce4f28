// A copy of the database while it is in use, and the way back.
#pragma once

#include <cstdint>
#include <filesystem>

#include "soundings/base/expected.h"
#include "soundings/store/ledger.h"

namespace soundings::store {

/// What a copy holds: one committed moment.
struct Copy {
  std::int64_t bytes = 0;
  std::int64_t submissions = 0;
  std::int64_t responses = 0;
};

/// Copies `database` to `copy` through SQLite's backup, so that commits go on meanwhile; then opens
/// the copy and checks it. `copy` must not be there: nothing is ever overwritten. It is whole or
/// absent, for its owner alone, and on disk when this returns. The master key is not in it.
/// Errors: OpenFault of either file (unreadable: the copy is there already). Throws when the disk
/// fails.
[[nodiscard]] Expected<Copy, OpenFault> back_up(const std::filesystem::path& database,
                                                const std::filesystem::path& copy);

/// Puts a copy in the place of a database that is not there, by the same rules.
[[nodiscard]] Expected<Copy, OpenFault> restore(const std::filesystem::path& copy,
                                                const std::filesystem::path& database);

}  // namespace soundings::store
