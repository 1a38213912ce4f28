#include "refusal_log.h"

#include <chrono>

namespace soundings::intake {

std::optional<std::uint64_t> RefusalLog::note(std::string_view source, std::string_view check,
                                              Instant at) {
  const std::lock_guard lock(mutex_);
  Line& line = lines_[{std::string(source), std::string(check)}];
  line.since += 1;
  const bool written_lately = line.at && at >= *line.at && at - *line.at < std::chrono::minutes(1);
  if (written_lately) {
    return std::nullopt;
  }
  line.at = at;
  return std::exchange(line.since, 0);
}

}  // namespace soundings::intake
