// Points of external series in their table.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "soundings/store/reference.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

[[nodiscard]] Expected<Put, std::vector<PointConflict>> put_external(
    Session& session, std::span<const ExternalPoint> points, Instant now, std::string_view actor,
    Putting how, Contradicted contradicted);
std::size_t remove_external(Session& session, std::span<const ExternalPoint> points,
                            const Act& act);
[[nodiscard]] std::vector<ExternalPoint> external_points(const SQLite::Database& database);

}  // namespace soundings::store::sqlite
