// Which refused posts get a line in the log: anyone may send posts without a credential,
// and their number must not decide how much is written.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "soundings/base/time.h"

namespace soundings::intake {

/// Thread-safe.
class RefusalLog {
 public:
  /// Notes one refusal at `at`. The first of its source and check in a minute is to be written:
  /// with how many there were since the line before, itself included. Nothing for the others.
  /// source: one that is defined, or empty, so that no sender decides how many are remembered.
  [[nodiscard]] std::optional<std::uint64_t> note(std::string_view source, std::string_view check,
                                                  Instant at);

 private:
  struct Line {
    std::optional<Instant> at;
    std::uint64_t since = 0;
  };

  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Line> lines_;
};

}  // namespace soundings::intake
