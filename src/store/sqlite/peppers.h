// Reading and changing which pepper is in use.
#pragma once

#include "soundings/store/peppers.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

[[nodiscard]] PepperInUse pepper_in_use(const SQLite::Database& database);

void change_pepper(Session& session, const PepperInUse& next, const Act& act);

}  // namespace soundings::store::sqlite
