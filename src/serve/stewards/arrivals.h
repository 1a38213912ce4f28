// What arrived in the days that were chosen, hour by hour, beside what is usual.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/intake/arrivals_seen.h"

#include "stewards/sources.h"

namespace soundings::serve {

/// An hour of the days in which something came, or is usual. least, most: of the same hour of the
/// week in the four weeks before; nothing where they are not known that far back.
struct HourSeen {
  Instant hour;
  std::int64_t items = 0;
  std::int64_t held = 0;
  std::optional<std::int64_t> least;
  std::optional<std::int64_t> most;
};

/// What must be seen for the days and for the state of the sources.
[[nodiscard]] intake::ArrivalsSeen seen_for(const Context& context, const Days& days, Instant now);

/// source: empty for all of them.
[[nodiscard]] std::vector<HourSeen> hours_of(const intake::ArrivalsSeen& seen,
                                             const std::string& source, const Days& days,
                                             Instant now);

}  // namespace soundings::serve
