// What was erased and must not come back, by a mark that says nothing to who has the
// file alone: an HMAC under a key derived from the master key.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/base/digest.h"
#include "soundings/store/entries.h"

#include "rules/sealing.h"

namespace soundings::store::sqlite {

/// What a retry of something erased is answered with.
struct Tombstone {
  Sha256 mark{};
  std::int64_t submission = 0;
  Outcome outcome = Outcome::accepted;  ///< of that submission, fixed on its arrival
  std::string receipt;
  int version = 0;  ///< of the response it brought; 0 for none
};

/// What a response is known by: its sender's id, or its content where it has none.
struct Known {
  std::string source;
  std::string survey;
  std::string source_response_id;
  Sha256 content{};
};

/// Belongs to the writer's thread. Costs nothing while nothing was ever erased.
class Tombstones {
 public:
  Tombstones(SQLite::Database& database, const Bytes& master_key);

  [[nodiscard]] Sha256 mark(const Known& known) const;

  /// The tombstone of what `entry` is known by, or of any id that it gives; nothing for what was
  /// never erased.
  [[nodiscard]] std::optional<Tombstone> find(std::int64_t source, const Entry& entry);

  /// Within the caller's transaction.
  void add(std::int64_t source, const Tombstone& tombstone);

  /// After a rolled-back transaction.
  void forget() noexcept { any_.reset(); }

 private:
  [[nodiscard]] std::optional<Tombstone> find_known(std::int64_t source, const Known& known);

  SQLite::Database& database_;
  Sha256 key_{};
  std::optional<bool> any_;
  SQLite::Statement find_;
};

}  // namespace soundings::store::sqlite
