#include "repeat_index.h"

#include <algorithm>

#include "binding.h"

namespace soundings::store {
namespace {

constexpr std::size_t keys_a_run = 8192;
constexpr std::size_t least_filed_a_commit =
    32;  // a page's worth of neighbours, while there are few

}  // namespace

RepeatIndex::RepeatIndex(SQLite::Database& database, const RepeatSql& sql)
    : database_(database),
      what_(sql.what),
      waiting_after_(database, sql.waiting),
      find_(database, sql.find),
      file_(database, sql.file) {}

std::vector<std::int64_t> RepeatIndex::find(std::int64_t source, std::int64_t key) {
  recall();
  std::vector<std::int64_t> rows;
  for (prepare(find_, source, key); find_.executeStep();) {
    rows.push_back(number_at(find_, 0));
  }
  find_.reset();
  const auto [first, last] = waiting_.equal_range(key);
  for (auto at = first; at != last; ++at) {
    if (at->second.source == source) {
      rows.push_back(at->second.row);
    }
  }
  std::ranges::sort(rows);
  rows.erase(std::ranges::unique(rows).begin(), rows.end());
  return rows;
}

void RepeatIndex::add(std::int64_t source, std::int64_t key, std::int64_t row) {
  recall();
  waiting_.emplace(key, Waiting{.source = source, .key = key, .row = row});
}

void RepeatIndex::file_some(std::size_t arrived) {
  if (filed_ == run_.size()) {
    if (waiting_.size() < keys_a_run) {
      return;
    }
    start_run();
  }
  // Twice as many as come, so that a run ends before the next is due.
  const std::size_t piece = std::max(least_filed_a_commit, 2 * arrived);
  const std::size_t end = std::min(run_.size(), filed_ + piece);
  for (; filed_ < end; ++filed_) {
    file(run_[filed_]);
  }
  if (filed_ == run_.size()) {
    run_once(database_, "UPDATE filed_until SET seq = ? WHERE what = ?", run_until_,
             std::string(what_));
  }
}

void RepeatIndex::forget() noexcept {
  known_ = false;
  waiting_.clear();
  run_.clear();
  filed_ = 0;
}

void RepeatIndex::recall() {
  if (known_) {
    return;
  }
  SQLite::Statement until(database_, "SELECT seq FROM filed_until WHERE what = ?");
  const std::string what(what_);
  prepare(until, what).executeStep();
  const std::int64_t after = number_at(until, 0);
  for (prepare(waiting_after_, after); waiting_after_.executeStep();) {
    const Waiting one{.source = number_at(waiting_after_, 0),
                      .key = number_at(waiting_after_, 1),
                      .row = number_at(waiting_after_, 2)};
    waiting_.emplace(one.key, one);
  }
  waiting_after_.reset();
  known_ = true;
}

void RepeatIndex::start_run() {
  run_.clear();
  filed_ = 0;
  run_until_ = 0;
  for (const auto& [key, one] : waiting_) {
    run_.push_back(one);
    run_until_ = std::max(run_until_, one.row);
  }
  std::ranges::sort(run_);
}

void RepeatIndex::file(const Waiting& one) {
  run(file_, one.source, one.key, one.row);
  const auto [first, last] = waiting_.equal_range(one.key);
  const auto at = std::find_if(first, last, [&](const auto& held) { return held.second == one; });
  if (at != last) {
    waiting_.erase(at);
  }
}

}  // namespace soundings::store
