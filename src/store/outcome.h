// The rule of the five outcomes, as a function of what is already kept under the
// same id. Pure; docs/decisions names its source.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "soundings/base/digest.h"
#include "soundings/base/time.h"
#include "soundings/store/ledger.h"

namespace soundings::store {

/// A submission kept earlier under the same source, survey and id (or content, without an id).
struct Earlier {
  std::int64_t seq = 0;
  Sha256 content{};
  Outcome outcome = Outcome::accepted;
  std::string receipt;
  int version = 0;  ///< of the response it brought; 0 for none
  bool current = false;
  std::optional<Instant> modified_at;
  Instant completed_at;  ///< of the response it brought
};

struct Decision {
  Outcome outcome = Outcome::accepted;
  const Earlier* repeats = nullptr;   ///< duplicate: the submission it repeats
  const Earlier* replaces = nullptr;  ///< accepted: the version it takes the place of
  int version = 0;                    ///< accepted: its version, from 1
  std::string code;                   ///< conflict: why it is held
};

/// webhook_id_reused: another body came under this delivery's webhook-id before.
///
/// Same content as any earlier one: duplicate. A reused webhook-id: conflict. Unreadable:
/// quarantined. Nothing current: accepted as the next version. modified_at later than the current
/// one's: accepted, earlier: older version, equal or absent: conflict. A current response without
/// modified_at was last changed when it was completed.
[[nodiscard]] Decision decide(const Entry& entry, bool webhook_id_reused,
                              std::span<const Earlier> earlier);

}  // namespace soundings::store
