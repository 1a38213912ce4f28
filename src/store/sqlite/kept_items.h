// Every submission of which something is kept, with what its rows say.
#pragma once

#include <functional>

#include "soundings/store/kept_items.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

void kept_items(const Session& session, const std::function<void(const KeptItem&)>& take);

}  // namespace soundings::store::sqlite
