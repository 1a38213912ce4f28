// When a source is late: nothing came from it for longer than it may be silent. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "soundings/base/time.h"
#include "soundings/survey/source.h"

namespace soundings::intake {

/// How long a source may be silent, by its id, where that is not the usual time.
using LateAfter = std::map<std::string, std::chrono::hours>;
inline constexpr std::chrono::hours usual_silence{24};
/// So many times as long: it has stopped.
inline constexpr int stopped_after = 7;

enum class SourceState : std::uint8_t {
  not_heard,  ///< it never sent anything
  on_time,
  late,
  stopped,
};

/// "on_time".
[[nodiscard]] std::string_view to_text(SourceState state) noexcept;

struct Silence {
  SourceState state = SourceState::not_heard;
  std::optional<Instant> expected_by;  ///< nothing for one that was never heard
};

[[nodiscard]] std::chrono::hours may_be_silent(const LateAfter& late_after,
                                               const std::string& source);

[[nodiscard]] Silence silence_of(std::optional<Instant> last_received, std::chrono::hours silent,
                                 Instant now) noexcept;

/// Whether somebody waits for what a source sends: it is neither retired nor for load tests.
[[nodiscard]] bool is_awaited(const Source& source) noexcept;

}  // namespace soundings::intake
