// What is kept no longer: purged by the surveys' retention, in steps between which
// posts pass.
#pragma once

#include <cstdint>
#include <span>
#include <string>
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

/// Removes `expired`, as Ledger::expired() found it. Waits for the writer.
PurgeReport purge(Intake& intake, const Definitions& definitions,
                  std::span<const store::Expired> expired, const store::Act& act);

}  // namespace soundings::intake
