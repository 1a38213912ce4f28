// Every submission of which something is kept, with what its rows say.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "soundings/store/kept_items.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

/// All that came under the id of the record with this receipt, oldest first.
[[nodiscard]] std::vector<KeptArrival> kept_arrivals(const Session& session,
                                                     std::string_view receipt);

void kept_items(const Session& session, const std::function<void(const KeptItem&)>& take);

}  // namespace soundings::store::sqlite
