#include "arrivals.h"

#include <algorithm>

#include "binding.h"

namespace soundings::store {
namespace {

constexpr std::int64_t enough = 4096;

}  // namespace

Arrivals::Arrivals(SQLite::Database& database)
    : database_(database),
      count_(database,
             "INSERT INTO tally (source, survey, outcome, items) VALUES (?, ?, ?, ?)"
             " ON CONFLICT (source, survey, outcome) DO UPDATE SET items = items + excluded.items"),
      touch_(database, "UPDATE source SET last_received = max(last_received, ?) WHERE no = ?") {}

void Arrivals::recall() {
  if (known_) {
    return;
  }
  SQLite::Statement since(database_,
                          "SELECT s.source, s.survey, s.outcome, count(*), max(d.received_at)"
                          " FROM submission s JOIN delivery d ON d.seq = s.delivery"
                          " WHERE s.seq > (SELECT seq FROM filed_until WHERE what = 'arrival')"
                          " GROUP BY s.source, s.survey, s.outcome");
  while (since.executeStep()) {
    const std::int64_t source = number_at(since, 0);
    const std::int64_t items = number_at(since, 3);
    items_[{source, number_at(since, 1), number_at(since, 2)}] += items;
    waiting_ += items;
    auto& last = heard_[source];
    last = std::max(last, number_at(since, 4));
  }
  known_ = true;
}

void Arrivals::add(std::int64_t source, std::int64_t survey, Outcome outcome, Instant at) {
  recall();
  ++items_[{source, survey, static_cast<std::int64_t>(outcome)}];
  ++waiting_;
  auto& last = heard_[source];
  last = std::max(last, epoch_microseconds(at));
}

void Arrivals::file_some(std::int64_t last) {
  if (waiting_ < enough) {
    return;
  }
  for (const auto& [kind, items] : items_) {
    const auto& [source, survey, outcome] = kind;
    run(count_, source, survey, outcome, items);
  }
  for (const auto& [source, at] : heard_) {
    run(touch_, at, source);
  }
  run_once(database_, "UPDATE filed_until SET seq = ? WHERE what = 'arrival'", last);
  items_.clear();
  heard_.clear();
  waiting_ = 0;
}

void Arrivals::forget() noexcept {
  known_ = false;
  items_.clear();
  heard_.clear();
  waiting_ = 0;
}

}  // namespace soundings::store
