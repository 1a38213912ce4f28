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

Job::Job(std::vector<store::Entry> entries, std::function<void(JobAnswer)> answered)
    : entries_(std::move(entries)), answered_(std::move(answered)) {
  bytes_ = std::accumulate(
      entries_.begin(), entries_.end(), std::size_t{0},
      [](std::size_t sum, const store::Entry& entry) { return sum + bytes_of(entry); });
}

void Job::kept(std::vector<store::Recorded> results) {
  if (answered_) {
    answered_(std::move(results));
  }
}

void Job::failed(JobFault fault) {
  if (answered_) {
    answered_(unexpected(fault));
  }
}

}  // namespace soundings::intake
