#include "sqlite/hour_counts.h"

#include <algorithm>
#include <chrono>

#include "sqlite/binding.h"

namespace soundings::store::sqlite {
namespace {

/// Deliveries are numbered as they came; a clock that was set back makes an earlier one look later.
constexpr std::chrono::hours clock_steps{24};
/// Longer than the rows of one file can take to come in.
constexpr std::chrono::hours grows_for{1};

}  // namespace

/// Finds the first delivery that can have come after `since`, from the newest backwards.
void HourCounts::begin(const SQLite::Database& database, Instant since) {
  counted_.clear();
  settled_ = 0;
  from_ = since;
  SQLite::Statement back(database, "SELECT seq, received_at FROM delivery ORDER BY seq DESC");
  while (back.executeStep()) {
    if (from_epoch_microseconds(number_at(back, 1)) < since - clock_steps) {
      settled_ = number_at(back, 0);
      return;
    }
  }
}

HourCounts::Items HourCounts::since(const SQLite::Database& database, Instant since) {
  if (!from_ || since < *from_) {
    begin(database, since);
  }
  SQLite::Statement newest(database, "SELECT received_at FROM delivery ORDER BY seq DESC LIMIT 1");
  if (!newest.executeStep()) {
    return {};
  }
  const Instant still_grows = from_epoch_microseconds(number_at(newest, 0)) - grows_for;
  Items all = counted_;
  bool settles = true;
  SQLite::Statement read(database,
                         "SELECT seq, source, received_at, items FROM delivery WHERE seq > ?"
                         " ORDER BY seq");
  for (prepare(read, settled_); read.executeStep();) {
    const Instant at = from_epoch_microseconds(number_at(read, 2));
    const std::pair where{number_at(read, 1), std::chrono::floor<std::chrono::hours>(at)};
    const std::int64_t items = number_at(read, 3);
    all[where] += items;
    settles = settles && at < still_grows;
    if (settles) {
      counted_[where] += items;
      settled_ = number_at(read, 0);
    }
  }
  std::erase_if(all, [&](const auto& one) {
    return one.first.second < std::chrono::floor<std::chrono::hours>(since);
  });
  return all;
}

}  // namespace soundings::store::sqlite
