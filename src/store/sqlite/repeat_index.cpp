// Keys that wait in memory, and the sorted runs in which they are filed.
#include "sqlite/repeat_index.h"

#include <algorithm>
#include <utility>

#include "sqlite/binding.h"

namespace soundings::store::sqlite {
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
  for (std::size_t at = slot_of(key); slots_[at].row != 0; at = (at + 1) % slots_.size()) {
    if (slots_[at].key == key && slots_[at].source == source) {
      rows.push_back(slots_[at].row);
    }
  }
  std::ranges::sort(rows);
  rows.erase(std::ranges::unique(rows).begin(), rows.end());
  return rows;
}

void RepeatIndex::add(std::int64_t source, std::int64_t key, std::int64_t row) {
  recall();
  place({.source = source, .key = key, .row = row});
}

void RepeatIndex::file_some(std::size_t arrived) {
  if (run_.empty()) {
    if (waiting_ < keys_a_run) {
      return;
    }
    start_run();
  }
  // Twice as many as come, so that a run ends before the next is due.
  const std::size_t piece = std::max(least_filed_a_commit, 2 * arrived);
  const std::size_t end = std::min(run_.size(), filed_ + piece);
  for (; filed_ < end; ++filed_) {
    const Waiting& one = run_[filed_];
    run(file_, one.source, one.key, one.row);
  }
  if (filed_ == run_.size()) {
    end_run();
  }
}

void RepeatIndex::forget() noexcept {
  known_ = false;
  slots_.clear();
  waiting_ = 0;
  run_.clear();
  filed_ = 0;
}

void RepeatIndex::recall() {
  if (known_) {
    return;
  }
  slots_.assign(4 * keys_a_run, {});
  SQLite::Statement until(database_, "SELECT seq FROM filed_until WHERE what = ?");
  const std::string what(what_);
  prepare(until, what).executeStep();
  const std::int64_t after = number_at(until, 0);
  for (prepare(waiting_after_, after); waiting_after_.executeStep();) {
    place({.source = number_at(waiting_after_, 0),
           .key = number_at(waiting_after_, 1),
           .row = number_at(waiting_after_, 2)});
  }
  waiting_after_.reset();
  known_ = true;
}

std::size_t RepeatIndex::slot_of(std::int64_t key) const noexcept {
  return static_cast<std::uint64_t>(key) % slots_.size();
}

void RepeatIndex::place(const Waiting& one) {
  if (2 * waiting_ >= slots_.size()) {
    const std::vector<Waiting> before = std::exchange(slots_, std::vector<Waiting>(4 * waiting_));
    waiting_ = 0;
    std::ranges::for_each(before, [this](const Waiting& each) {
      if (each.row != 0) {
        place(each);
      }
    });
  }
  std::size_t at = slot_of(one.key);
  while (slots_[at].row != 0) {
    at = (at + 1) % slots_.size();
  }
  slots_[at] = one;
  ++waiting_;
}

void RepeatIndex::start_run() {
  run_until_ = 0;
  for (const Waiting& one : slots_) {
    if (one.row != 0) {
      run_.push_back(one);
      run_until_ = std::max(run_until_, one.row);
    }
  }
  std::ranges::sort(run_);
}

void RepeatIndex::end_run() {
  run_once(database_, "UPDATE filed_until SET seq = ? WHERE what = ?", run_until_,
           std::string(what_));
  const std::vector<Waiting> before = std::exchange(slots_, std::vector<Waiting>(slots_.size()));
  waiting_ = 0;
  for (const Waiting& one : before) {
    if (one.row > run_until_) {
      place(one);
    }
  }
  run_.clear();
  filed_ = 0;
}

}  // namespace soundings::store::sqlite
