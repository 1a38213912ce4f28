// What is kept no longer: purged by the surveys' retention, in steps between which
// posts pass.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/intake/intake.h"
#include "soundings/store/act.h"
#include "soundings/store/held_items.h"
#include "soundings/store/removal.h"

namespace soundings::intake {

/// How many things of one kind went.
struct Purged {
  store::Kept what = store::Kept::body;
  std::string survey;
  std::int64_t items = 0;
};

/// What stayed, because a person has not yet said that it may go.
struct Waiting {
  store::Kept what = store::Kept::body;
  std::string survey;
  std::int64_t items = 0;
  store::PurgeDoubt why = store::PurgeDoubt::clock_ahead;
};

struct PurgeReport {
  std::vector<Purged> purged;
  std::vector<Waiting> waiting;
  bool wal_emptied = false;  ///< false: a reader still needed it; what went is in it for a while
};

/// What an erasure takes, and what only a person can judge.
struct Found {
  std::vector<store::Record> records;
  /// Receipts of other held items that have the respondent's id as a word, or that read as several
  /// responses of which one is meant.
  std::vector<std::string> unclear;
};

/// The records that `erasure` means, with held items that were never counted, each reread from its
/// bytes. respondent: the id that erasure.persons was made of; empty for none.
[[nodiscard]] Found find_records(const Intake& intake, const store::Store& store,
                                 store::Erasure erasure, std::string_view respondent);

/// Whether a purge goes on where there is doubt: accepted is a person's word.
enum class Doubts { wait, accepted };

/// What of `due` stays without a person's word.
[[nodiscard]] std::vector<Waiting> waiting(const store::Due& due);

/// Removes what is due, as Removal::due() found it, but what waits. Waits for the writer.
PurgeReport purge(Intake& intake, const Definitions& definitions, const store::Due& due,
                  const store::Act& act, Doubts doubts);

}  // namespace soundings::intake
