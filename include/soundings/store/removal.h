// The face through which things are removed: what is past its retention, and what is erased for a
// person. Each removal is audited, without a personal value.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/time.h"
#include "soundings/store/act.h"
#include "soundings/store/kept_items.h"
#include "soundings/store/retention.h"
#include "soundings/survey/definitions.h"

namespace soundings::store {

/// Some of what an Expired found: `items` of its things, from number `from` on.
struct PurgeStep {
  std::int64_t from = 0;
  std::int64_t items = 0;
};

class Removal {
 public:
  virtual ~Removal() = default;

  /// What is past its survey's retention at `now`, and what shows whether `now` can be believed. A
  /// survey that nobody defines has the usual retention. A delivery is never older than one that
  /// was committed before it.
  [[nodiscard]] virtual Due due(const Definitions& definitions, Instant now) const = 0;

  /// The latest time of the audit that follows on from a time known to be right without a gap
  /// longer than `longest_step`; nothing when there is no audit. A time is known to be right when a
  /// look at retention found no doubt in it, or a person accepted it.
  [[nodiscard]] virtual std::optional<Instant> seen() const = 0;

  /// Notes a look at the clock, which later looks are compared with. One in doubt is noted only by
  /// what was seen before it, and one that follows another within half a day not at all.
  virtual void note_look(const Due& due, const Act& act) = 0;

  /// Notes that a person takes the clock for right, whatever was seen before.
  virtual void accept_clock(const Due& due, const Act& act) = 0;

  /// Removes one step of `expired` in one transaction. What has gone since is passed over. Answers
  /// go as erase() removes them.
  virtual void purge(const Expired& expired, PurgeStep step, const Definitions& definitions,
                     const Act& act) = 0;

  /// The records that `erasure` means, oldest first.
  [[nodiscard]] virtual std::vector<Record> records(const Erasure& erasure) const = 0;

  /// All that came under the id of the record with this receipt, oldest first, with what is kept of
  /// it: for whom it is about. Nothing for an unknown receipt.
  [[nodiscard]] virtual std::vector<KeptArrival> kept(std::string_view receipt) const = 0;

  /// Erases the records with these receipts in one transaction: responses, counts, comments,
  /// bodies, originals and ids. Whatever comes under their ids later is answered as a duplicate and
  /// not stored. act.reason goes into the audit.
  virtual void erase(std::span<const std::string> receipts, const Act& act) = 0;
};

}  // namespace soundings::store
