// What arrived, by source, survey and outcome, and when a source was last heard: summed up in the
// file some thousands of submissions at a time, because each sum is a page of every commit that
// changes it. What has come since stands in its rows, so nothing is lost with the process.
#pragma once

#include <cstdint>
#include <map>
#include <tuple>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/base/time.h"
#include "soundings/store/ledger.h"

namespace soundings::store {

/// Belongs to the writer's thread; every call but forget() stands within its transaction.
class Arrivals {
 public:
  explicit Arrivals(SQLite::Database& database);

  /// Before the submission's row is there.
  void add(std::int64_t source, std::int64_t survey, Outcome outcome, Instant at);

  /// Sums up what waits once there is enough of it. Called once, at the transaction's end; last:
  /// its last submission.
  void file_some(std::int64_t last);

  /// After a rolled-back transaction.
  void forget() noexcept;

 private:
  void recall();

  SQLite::Database& database_;
  SQLite::Statement count_;
  SQLite::Statement touch_;
  bool known_ = false;
  std::int64_t waiting_ = 0;  // submissions in items_
  std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, std::int64_t> items_;
  std::map<std::int64_t, std::int64_t> heard_;
};

}  // namespace soundings::store
