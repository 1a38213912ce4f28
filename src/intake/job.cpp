#include "job.h"

#include <numeric>
#include <utility>

namespace soundings::intake {
namespace {

constexpr std::size_t fixed_bytes = 512;  // an entry without its texts, and its allocations

std::size_t bytes_of(const store::Entry& entry) noexcept {
  return fixed_bytes + entry.kept.size() + entry.raw.size();
}

}  // namespace

Job::Job(std::vector<store::Entry> entries)
    : entries_(std::move(entries)), items_(entries_.size()) {
  bytes_ = std::accumulate(
      entries_.begin(), entries_.end(), std::size_t{0},
      [](std::size_t sum, const store::Entry& entry) { return sum + bytes_of(entry); });
}

std::vector<store::Entry> Job::take_entries() noexcept {
  return std::exchange(entries_, {});
}

void Job::answer(JobAnswer answer) {
  // Notified under the lock: the waiter may destroy the job as soon as it sees the answer.
  const std::lock_guard lock(mutex_);
  answer_ = std::move(answer);
  answered_.notify_all();
}

std::optional<JobAnswer> Job::wait_for(std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  if (!answered_.wait_for(lock, limit, [this] { return answer_.has_value(); })) {
    return std::nullopt;
  }
  return std::move(answer_);
}

JobAnswer Job::wait() {
  std::unique_lock lock(mutex_);
  answered_.wait(lock, [this] { return answer_.has_value(); });
  return std::move(*answer_);
}

}  // namespace soundings::intake
