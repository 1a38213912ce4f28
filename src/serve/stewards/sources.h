// How each source does: when it was last heard, whether it is late, what came and what waits. Pages
// and programs are given the same.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "soundings/intake/arrivals_seen.h"
#include "soundings/intake/silence.h"
#include "soundings/survey/source.h"

#include "context.h"

namespace soundings::serve {

struct SourceHealth {
  const Source* source = nullptr;
  std::optional<Instant> last_received;
  intake::Silence silence;
  std::int64_t today = 0;          ///< received since midnight in London, repeats too
  std::vector<std::int64_t> days;  ///< of the last seven, today the last
  std::int64_t held = 0;           ///< waits for a person
  /// Of the first of its surveys that has any.
  std::optional<store::LatestInvitations> invitations;
  std::optional<double> response_rate;  ///< per cent, of the same
  std::vector<store::UnreadField> unread;
};

/// Those that somebody waits for, in the order of the definitions, and those that were heard.
/// seen: from the beginning of the first of the seven days on.
[[nodiscard]] std::vector<SourceHealth> health_of(const Context& context,
                                                  const intake::ArrivalsSeen& seen, Instant now);

/// The days that are shown: both included, of London.
struct Days {
  std::chrono::year_month_day from;
  std::chrono::year_month_day to;

  [[nodiscard]] Instant since() const;
  [[nodiscard]] Instant until() const;  ///< when the day after the last begins
};
inline constexpr int usual_days = 14;
inline constexpr int most_days = 31;

/// Why days cannot be shown: the field and what to choose instead.
struct WrongDay {
  std::string field;
  std::string code;
  std::string message;
};

/// from and to of a request; the last fourteen days where they are left out.
[[nodiscard]] Expected<Days, WrongDay> days_of(const Request& request);
/// The last fourteen days.
[[nodiscard]] Days last_days(Instant now);

}  // namespace soundings::serve
