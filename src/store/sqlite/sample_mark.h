// The mark of sample data in the file.
#pragma once

#include "soundings/store/sample_mark.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

/// As SampleMark says.
[[nodiscard]] bool is_sample(const SQLite::Database& database);
bool mark_sample(Session& session, const Act& act);

}  // namespace soundings::store::sqlite
