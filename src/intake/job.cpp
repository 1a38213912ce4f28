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

Job::Job(std::vector<store::Entry> entries) : entries_(std::move(entries)) {
  bytes_ = std::accumulate(
      entries_.begin(), entries_.end(), std::size_t{0},
      [](std::size_t sum, const store::Entry& entry) { return sum + bytes_of(entry); });
}

void Job::kept(std::vector<store::Recorded> results) {
  answer_.set_value(std::move(results));
}

void Job::failed(JobFault fault) {
  answer_.set_value(unexpected(fault));
}

std::optional<JobAnswer> wait_for(std::future<JobAnswer>& answer, Deadline deadline) {
  if (deadline && answer.wait_until(*deadline) != std::future_status::ready) {
    return std::nullopt;
  }
  return answer.get();
}

}  // namespace soundings::intake
