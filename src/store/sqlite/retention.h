// What is past its retention, whether the clock can be believed, and what removes it.
#pragma once

#include <optional>
#include <vector>

#include "soundings/store/removal.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

[[nodiscard]] std::vector<Expired> expired(const SQLite::Database& database,
                                           const Definitions& definitions, Instant now);
[[nodiscard]] std::optional<Instant> seen(const SQLite::Database& database);
[[nodiscard]] Due due(const SQLite::Database& database, const Definitions& definitions,
                      Instant now);

void note_look(Session& session, const Due& due, const Act& act);
void accept_clock(Session& session, const Due& due, const Act& act);

void purge(Session& session, const Expired& expired, PurgeStep step, const Definitions& definitions,
           const Act& act);

}  // namespace soundings::store::sqlite
