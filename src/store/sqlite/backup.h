// Copies of a database in use, through SQLite's own backup.
#pragma once

#include <filesystem>

#include "soundings/base/expected.h"
#include "soundings/store/engine.h"

namespace soundings::store::sqlite {

[[nodiscard]] Expected<Copy, OpenFault> back_up(const std::filesystem::path& database,
                                                const std::filesystem::path& copy);

[[nodiscard]] Expected<Copy, OpenFault> restore(const std::filesystem::path& copy,
                                                const std::filesystem::path& database);

}  // namespace soundings::store::sqlite
