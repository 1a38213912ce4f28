// Parameters into prepared statements without copies, and columns out of them.
// Everything bound outlives the step.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/base/digest.h"

namespace soundings::store::sqlite {

using Blob = std::span<const std::uint8_t>;

inline void bind_one(SQLite::Statement& statement, int at, std::int64_t value) {
  statement.bind(at, value);
}
inline void bind_one(SQLite::Statement& statement, int at, const std::string& value) {
  statement.bindNoCopy(at, value);
}
inline void bind_one(SQLite::Statement& statement, int at, Blob value) {
  // A null pointer would bind NULL where an empty blob is meant.
  statement.bindNoCopy(at, value.empty() ? static_cast<const void*>("") : value.data(),
                       static_cast<int>(value.size()));
}
inline void bind_one(SQLite::Statement& statement, int at, std::nullopt_t /*null*/) {
  statement.bind(at);
}
template <typename Value>
void bind_one(SQLite::Statement& statement, int at, const std::optional<Value>& value) {
  if (value) {
    bind_one(statement, at, *value);
  } else {
    statement.bind(at);
  }
}

/// Ready for a first step.
inline SQLite::Statement& prepare(SQLite::Statement& statement) {
  statement.tryReset();
  return statement;
}

/// Ready for a first step with these parameters.
template <typename... Values>
SQLite::Statement& prepare(SQLite::Statement& statement, const Values&... values) {
  prepare(statement);
  int at = 0;
  (bind_one(statement, ++at, values), ...);
  return statement;
}

/// Runs a statement that returns no rows.
template <typename... Values>
void run(SQLite::Statement& statement, const Values&... values) {
  prepare(statement, values...).exec();
  statement.reset();
}

/// Runs a statement once.
template <typename... Values>
void run_once(SQLite::Database& database, const char* sql, const Values&... values) {
  SQLite::Statement statement(database, sql);
  prepare(statement, values...).exec();
}

[[nodiscard]] inline std::string text_at(const SQLite::Statement& statement, int at) {
  return statement.getColumn(at).getString();
}
[[nodiscard]] inline std::int64_t number_at(const SQLite::Statement& statement, int at) {
  return statement.getColumn(at).getInt64();
}
[[nodiscard]] inline std::optional<std::int64_t> optional_at(const SQLite::Statement& statement,
                                                             int at) {
  const SQLite::Column column = statement.getColumn(at);
  return column.isNull() ? std::nullopt : std::optional(column.getInt64());
}
[[nodiscard]] inline std::vector<std::uint8_t> blob_at(const SQLite::Statement& statement, int at) {
  const SQLite::Column column = statement.getColumn(at);
  const auto* bytes = static_cast<const std::uint8_t*>(column.getBlob());
  return bytes == nullptr ? std::vector<std::uint8_t>{}
                          : std::vector<std::uint8_t>(bytes, bytes + column.getBytes());
}
/// Zeros where the column is empty.
[[nodiscard]] inline Sha256 hash_at(const SQLite::Statement& statement, int at) {
  const SQLite::Column column = statement.getColumn(at);
  const auto* bytes = static_cast<const std::uint8_t*>(column.getBlob());
  Sha256 hash{};
  std::copy_n(bytes, std::min(hash.size(), static_cast<std::size_t>(column.getBytes())),
              hash.begin());
  return hash;
}

}  // namespace soundings::store::sqlite
