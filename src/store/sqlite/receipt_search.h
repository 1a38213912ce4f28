// From a receipt to the submission that was given it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

namespace soundings::store::sqlite {

/// Nothing when there is no such receipt. A repeat has the receipt of what it repeats: found is the
/// submission that was repeated.
[[nodiscard]] std::optional<std::int64_t> submission_of(const SQLite::Database& database,
                                                        const std::string& receipt);

}  // namespace soundings::store::sqlite
