// One person under successive peppers: whoever was known under a former one keeps the
// pseudonym they were first known by, so that a person stays one sampling unit and
// erasure finds all they gave.
#pragma once

#include <cstdint>
#include <optional>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/survey/response.h"

#include "rules/sealing.h"

namespace soundings::store::sqlite {

/// Belongs to the writer's thread. Costs nothing until the pepper changes for the first time.
class Pseudonyms {
 public:
  explicit Pseudonyms(SQLite::Database& database);

  /// The pseudonym `response` is kept under; empty for nobody. Within the caller's transaction.
  [[nodiscard]] Bytes person(std::int64_t source, const Response& response);

  /// The same for comparing: nothing is added.
  [[nodiscard]] Bytes known_as(std::int64_t source, const Response& response);

  /// Everybody known so far is known by their pseudonym from here on, whatever the pepper. Within
  /// the caller's transaction.
  void remember_everybody();

  /// Drops the links of a person of whom no response is left. Within the caller's transaction.
  void forget_person(std::int64_t source, const Bytes& person);

  /// After a rolled-back transaction.
  void forget() noexcept { any_.reset(); }

 private:
  [[nodiscard]] bool any();
  [[nodiscard]] std::optional<Bytes> find(std::int64_t source, const Bytes& pseudonym);
  void add(std::int64_t source, const Bytes& pseudonym, const Bytes& person);

  SQLite::Database& database_;
  std::optional<bool> any_;
  SQLite::Statement find_;
  SQLite::Statement add_;
};

}  // namespace soundings::store::sqlite
