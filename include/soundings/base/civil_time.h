// Civil time in Europe/London and any other zone a definition names (ICU's own time-zone data):
// instants to local days and months, and local times to instants where there is exactly one.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "soundings/base/expected.h"
#include "soundings/base/time.h"

namespace soundings {

/// A wall-clock time without a zone; its fields have been checked to make a date.
struct CivilTime {
  std::chrono::year_month_day date;
  std::chrono::microseconds time{0};  ///< since midnight
};

enum class LocalFault { unknown_zone, never_existed, happened_twice };

/// zone: an IANA name ("Europe/London").
[[nodiscard]] Expected<Instant, LocalFault> from_local(const CivilTime& civil,
                                                       std::string_view zone);

/// The day, the month and the date ("2019-05-31") of an instant in Europe/London.
[[nodiscard]] std::chrono::year_month_day london_day(Instant at);
[[nodiscard]] Month london_month(Instant at);
[[nodiscard]] std::string london_date(Instant at);
/// "2019-05-31 14:05".
[[nodiscard]] std::string london_minute(Instant at);

}  // namespace soundings
