// Erasing records within somebody's transaction: by hand, or because their time is over.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sqlite/state.h"

namespace soundings::store {

/// Erases the records of these submissions; the receipts of those that were still there. The
/// commits they were in are restated in the audit; why they were erased is the caller's to add.
std::vector<std::string> erase_records(SQLite::Database& database, Writer& writer,
                                       std::span<const std::int64_t> submissions, const Act& act);

}  // namespace soundings::store
