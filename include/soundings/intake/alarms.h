// What is reported to somebody the same day: a source that is late, and what safeguarding holds.
// An alarm holds nothing of an answer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "soundings/base/time.h"
#include "soundings/intake/reader.h"
#include "soundings/intake/silence.h"
#include "soundings/survey/definitions.h"

namespace soundings::intake {

struct Alarm {
  enum class Kind : std::uint8_t { source_late, safeguarding_hold };

  Kind kind = Kind::source_late;
  std::string source;
  Instant since;           ///< late: when an answer was expected; a hold: when the newest came
  std::int64_t items = 0;  ///< a hold: how many wait
};

/// "source_late".
[[nodiscard]] std::string_view to_text(Alarm::Kind kind) noexcept;
/// By which the audit knows it: "source_late wmnow".
[[nodiscard]] std::string subject_of(const Alarm& alarm);

/// All that holds at this moment, whether it was reported or not.
[[nodiscard]] std::vector<Alarm> alarms(const Definitions& definitions, const Reader& reader,
                                        const LateAfter& late_after, Instant now);

/// When an alarm was last reported, and when that was last tried.
struct Reported {
  std::optional<Instant> at;
  std::optional<Instant> tried;
};
inline constexpr std::chrono::hours between_tries{1};

/// Whether to report it now: it was not since it began, and that was not tried within the hour.
[[nodiscard]] bool is_due(const Alarm& alarm, const Reported& reported, Instant now) noexcept;

}  // namespace soundings::intake
