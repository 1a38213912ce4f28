// Invitations and imported series in their tables.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "soundings/store/reference.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

Put put_invitations(Session& session, std::span<const Invitation> invitations, Instant now,
                    std::string_view actor, Putting how);
std::optional<Put> post_invitations(Session& session, std::span<const Invitation> invitations,
                                    const RowsPost& post, Instant now, std::string_view actor);
Put put_series(Session& session, std::span<const SeriesPoint> points, Instant now,
               std::string_view actor, Putting how);
Put put_external(Session& session, std::span<const ExternalPoint> points, Instant now,
                 std::string_view actor, Putting how);
[[nodiscard]] std::vector<ExternalPoint> external_points(const SQLite::Database& database);

}  // namespace soundings::store::sqlite
