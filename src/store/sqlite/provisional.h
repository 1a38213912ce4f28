// Provisional figures in the file.
#pragma once

#include "soundings/store/provisional.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

[[nodiscard]] ProvisionalHistory provisional_history(const SQLite::Database& database);

bool add_provisional(Session& session, const ProvisionalLook& look,
                     std::span<const ProvisionalFigure> figures, Instant at,
                     std::string_view actor);

}  // namespace soundings::store::sqlite
