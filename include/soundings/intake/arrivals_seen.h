// What the way in looks like from outside: what came, from whom and when, and what waits.
#pragma once

#include <vector>

#include "soundings/base/time.h"
#include "soundings/intake/reader.h"
#include "soundings/store/arrivals.h"
#include "soundings/store/held.h"

namespace soundings::intake {

/// What safeguarding holds is counted as received and nowhere else.
struct ArrivalsSeen {
  std::vector<store::LastReceived> last;
  std::vector<store::ArrivalsOfHour> hours;
  std::vector<store::HeldCount> waiting;
  std::vector<store::LatestInvitations> invitations;
};

/// hours: from `since` on and before `until`.
[[nodiscard]] ArrivalsSeen arrivals_seen(const Reader& reader, Instant since, Instant until);

}  // namespace soundings::intake
