#include "soundings/intake/arrivals_seen.h"

#include <utility>

#include "soundings/normalise/reason.h"
#include "soundings/store/held_items.h"

namespace soundings::intake {

ArrivalsSeen arrivals_seen(const Reader& reader, Instant since, Instant until) {
  const std::string apart(normalise::hold::safeguarding_exclusion);
  ArrivalsSeen seen;
  reader.read([&](const store::Store& store) {
    seen.last = store.arrivals().last_received();
    seen.hours = store.arrivals().by_hour(since, until, apart);
    seen.waiting = store.held().counts({.state = store::HeldState::held, .apart = apart});
    seen.invitations = store.arrivals().latest_invitations();
  });
  std::erase_if(seen.waiting, [](const store::HeldCount& count) { return count.apart; });
  return seen;
}

}  // namespace soundings::intake
