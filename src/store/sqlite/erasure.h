// Erasing records: by hand, or because their time is over.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/store/act.h"
#include "soundings/store/retention.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

/// The records that `erasure` means, oldest first.
[[nodiscard]] std::vector<Record> records_of(const SQLite::Database& database,
                                             const Erasure& erasure);

/// The submissions of the record with this receipt, oldest first.
[[nodiscard]] std::vector<std::int64_t> submissions_under(const SQLite::Database& database,
                                                          std::string_view receipt);

/// Erases the records with these receipts in a transaction of its own.
void erase(Session& session, std::span<const std::string> receipts, const Act& act);

/// Erases the records of these submissions; the receipts of those that were still there. The
/// commits they were in are restated in the audit; why they were erased is the caller's to add.
std::vector<std::string> erase_records(SQLite::Database& database, Writer& writer,
                                       std::span<const std::int64_t> submissions, const Act& act);

}  // namespace soundings::store::sqlite
