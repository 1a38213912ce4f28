// Whether a database still has what was committed last.
#pragma once

#include <optional>
#include <string>

#include "sqlite/session.h"

namespace soundings::store::sqlite {

/// What the file lacks of what is remembered for it; empty when it lacks nothing. Looked at without
/// writing: neither the file nor its WAL is touched before a person has said that it is the right
/// one.
[[nodiscard]] std::string lost_tail(const Session& session);

/// From here on the newest row is remembered after each commit. lost: what a person has accepted.
void begin_to_remember(Session& session, const std::string& lost,
                       const std::optional<Act>& accepted);

}  // namespace soundings::store::sqlite
