// Held items as people read them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/store/held.h"
#include "soundings/survey/response.h"

#include "rules/sealing.h"

namespace soundings::store::sqlite {

/// A column `held.state`. The schema allows the three alone; throws SQLite's exception for another
/// text, which only damage makes.
[[nodiscard]] HeldState state_at(const SQLite::Statement& row, int at);

[[nodiscard]] std::vector<HeldItem> held_items(const SQLite::Database& database,
                                               const HeldQuery& query);
/// Of what is held, by reason.
[[nodiscard]] std::vector<HeldAges> held_ages(const SQLite::Database& database,
                                              std::string_view apart, Instant now);
[[nodiscard]] std::vector<HeldCount> held_counts(const SQLite::Database& database,
                                                 const HeldQuery& query);
[[nodiscard]] std::optional<HeldItem> held_item(const SQLite::Database& database,
                                                std::string_view receipt);
[[nodiscard]] std::optional<HeldOriginal> held_original(const SQLite::Database& database,
                                                        const Bytes& master_key,
                                                        std::string_view receipt);
[[nodiscard]] std::vector<std::string> with_original(const SQLite::Database& database,
                                                     std::string_view source);
/// The response that counts under the id of a held item.
[[nodiscard]] std::optional<Response> counted_response(SQLite::Database& database,
                                                       std::string_view receipt);
/// What else arrived under the id of a held item, oldest first.
[[nodiscard]] std::vector<Version> held_versions(const SQLite::Database& database,
                                                 std::string_view receipt);

}  // namespace soundings::store::sqlite
