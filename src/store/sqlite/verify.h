// The ledger against itself, and against what was remembered of it.
#pragma once

#include <filesystem>
#include <vector>

#include "soundings/store/maintenance.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

[[nodiscard]] std::vector<Check> verify(const Session& session, const Definitions& definitions);

/// The audit alone.
[[nodiscard]] std::vector<Check> verify_audit(const Session& session);

[[nodiscard]] Check expect(const Session& session, const Newest& expected);

[[nodiscard]] Check expect_remembered(const Session& session, const std::filesystem::path& file);

}  // namespace soundings::store::sqlite
