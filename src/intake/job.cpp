#include "job.h"

#include <numeric>
#include <stdexcept>
#include <utility>

namespace soundings::intake {
namespace {

constexpr std::size_t fixed_bytes = 512;  // an entry without its texts, and its allocations

std::size_t bytes_of(const store::Entry& entry) noexcept {
  return fixed_bytes + entry.kept.size() + entry.raw.size();
}

}  // namespace

Job::Job(std::vector<store::Entry> entries) : entries_(std::move(entries)) {
  bytes_ = std::accumulate(
      entries_.begin(), entries_.end(), std::size_t{0},
      [](std::size_t sum, const store::Entry& entry) { return sum + bytes_of(entry); });
}

std::optional<JobAnswer> Job::wait_until(Deadline deadline) {
  std::unique_lock lock(mutex_);
  const auto known = [this] { return answer_.has_value(); };
  if (!deadline) {
    answered_.wait(lock, known);
  } else if (!answered_.wait_until(lock, *deadline, known)) {
    return std::nullopt;
  }
  return std::move(answer_);
}

void Job::kept(std::vector<store::Recorded> results) {
  answer(std::move(results));
}

void Job::failed(JobFault fault) {
  answer(unexpected(fault));
}

void Job::answer(JobAnswer&& answer) {
  {
    const std::lock_guard lock(mutex_);
    if (answer_) {
      throw std::logic_error("a job is answered once");
    }
    answer_ = std::move(answer);
  }
  answered_.notify_one();
}

}  // namespace soundings::intake
