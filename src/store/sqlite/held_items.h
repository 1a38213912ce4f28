// What an act needs to know of the held item it is about.
#pragma once

#include <cstdint>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/base/expected.h"
#include "soundings/store/ledger.h"

namespace soundings::store {

struct Subject {
  std::int64_t seq = 0;
  std::int64_t source = 0;
  Outcome outcome = Outcome::quarantined;  ///< on arrival
  std::string state;
  std::string code;
};

/// Errors: unknown_receipt, already_decided.
[[nodiscard]] Expected<Subject, HeldFault> undecided(const SQLite::Database& database,
                                                     const std::string& receipt);

}  // namespace soundings::store
