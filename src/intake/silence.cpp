#include "soundings/intake/silence.h"

namespace soundings::intake {

std::string_view to_text(SourceState state) noexcept {
  switch (state) {
    case SourceState::not_heard:
      return "not_heard";
    case SourceState::on_time:
      return "on_time";
    case SourceState::late:
      return "late";
    case SourceState::stopped:
      return "stopped";
  }
  return {};
}

std::chrono::hours may_be_silent(const LateAfter& late_after, const std::string& source) {
  const auto found = late_after.find(source);
  return found == late_after.end() ? usual_silence : found->second;
}

Silence silence_of(std::optional<Instant> last_received, std::chrono::hours silent,
                   Instant now) noexcept {
  if (!last_received) {
    return {};
  }
  const Instant expected_by = *last_received + silent;
  const Instant stops_at = *last_received + stopped_after * silent;
  return {.state = now <= expected_by ? SourceState::on_time
                   : now <= stops_at  ? SourceState::late
                                      : SourceState::stopped,
          .expected_by = expected_by};
}

bool is_awaited(const Source& source) noexcept {
  return !source.retired && !source.load_test;
}

}  // namespace soundings::intake
