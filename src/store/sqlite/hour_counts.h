// How much came in each hour, by source, kept in memory between questions: a row for each delivery
// is read once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/base/time.h"

namespace soundings::store::sqlite {

/// Not thread-safe. Deliveries are numbered as they come and never deleted. One grows while the
/// rows of its file come in, so that those of the last hour are read again each time.
class HourCounts {
 public:
  using Items = std::map<std::pair<std::int64_t, Instant>, std::int64_t>;  // by source and hour

  /// Items by the hour in which they came, from that of `since` on.
  [[nodiscard]] Items since(const SQLite::Database& database, Instant since);

 private:
  void begin(const SQLite::Database& database, Instant since);

  std::optional<Instant> from_;  ///< what is counted reaches back to here
  std::int64_t settled_ = 0;     ///< the last delivery that is in counted_
  Items counted_;
};

}  // namespace soundings::store::sqlite
