// Lines of the count log as keys: what a line and the response it counts must agree on.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "rules/sealing.h"

namespace soundings::store::sqlite {

/// How many lines, or responses, there are of each key.
using CountedKeys = std::map<std::string, std::int64_t>;

/// The columns a key is made of, in the order count_key() reads them, from either table.
inline constexpr const char* count_key_columns =
    "survey, month, invited_month, wave, layout, codes";

/// person: the 64 bits of a pseudonym that the log holds.
[[nodiscard]] std::string count_key(const SQLite::Statement& row,
                                    std::optional<std::int64_t> person);

/// The bits of a stored pseudonym; nothing for nobody.
[[nodiscard]] std::optional<std::int64_t> person_bits(const Bytes& person);

/// Adds the log up and takes the current responses away; what is left over, in words. Empty: they
/// agree.
[[nodiscard]] std::string miscounted(const SQLite::Database& database);

/// The lines that were taken back: the number of each, and of the line that took it back. Lines
/// with one key stand for each other, and the newest goes first: nobody can see more change than
/// that.
[[nodiscard]] std::map<std::int64_t, std::int64_t> lines_taken_back(
    const SQLite::Database& database);

/// `layout` of a line that counts nobody and has readers read the log anew, because lines
/// they know are gone.
inline constexpr std::int64_t read_anew = -1;

/// Takes lines out of the log, as many of each key and delta as asked for; any one line of a key
/// stands for any other. Readers read the log anew. Within the caller's transaction.
void remove_lines(SQLite::Database& database, std::map<std::int64_t, CountedKeys> by_delta);

}  // namespace soundings::store::sqlite
