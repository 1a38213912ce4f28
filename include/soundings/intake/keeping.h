// What is kept no longer: purged by the surveys' retention, in steps between which
// posts pass.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/intake/intake.h"
#include "soundings/store/ledger.h"

namespace soundings::intake {

/// How many things of one kind went.
struct Purged {
  store::Kept what = store::Kept::body;
  std::string survey;
  std::int64_t items = 0;
};

struct PurgeReport {
  std::vector<Purged> purged;
  bool wal_emptied = false;  ///< false: a reader still needed it; what went is in it for a while
};

/// What an erasure takes, and what only a person can tell.
struct Found {
  std::vector<store::Record> records;
  /// Receipts of other held items that have the respondent's id as a word, or that read as several
  /// responses of which one is meant.
  std::vector<std::string> unclear;
};

/// The records that `erasure` means, with held items that were never counted, each read again from
/// its bytes. respondent: the id that erasure.persons was made of; empty for none.
[[nodiscard]] Found find_records(const Intake& intake, const store::Ledger& ledger,
                                 store::Erasure erasure, std::string_view respondent);

/// Removes `expired`, as Ledger::expired() found it. Waits for the writer.
PurgeReport purge(Intake& intake, const Definitions& definitions,
                  std::span<const store::Expired> expired, const store::Act& act);

}  // namespace soundings::intake
