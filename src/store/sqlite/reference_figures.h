// Invitations and denominators in their tables.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "soundings/store/reference.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

Put put_invitations(Session& session, std::span<const Invitation> invitations, Instant now,
                    std::string_view actor, Putting how);
std::optional<Put> post_invitations(Session& session, std::span<const Invitation> invitations,
                                    const RowsPost& post, Instant now, std::string_view actor);
Put put_series(Session& session, std::span<const SeriesPoint> points, Instant now,
               std::string_view actor, Putting how);

}  // namespace soundings::store::sqlite
