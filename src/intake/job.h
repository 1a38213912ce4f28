// What a post or a file hands to the writer: the entries of one delivery, and where what became of
// them is waited for.
#pragma once

#include <chrono>
#include <cstddef>
#include <future>
#include <optional>
#include <span>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/store/entries.h"

namespace soundings::intake {

/// The commit failed and nothing of the job is kept.
enum class JobFault { store_unavailable };
/// One result an entry, in order.
using JobAnswer = Expected<std::vector<store::Recorded>, JobFault>;

/// When a wait is over; nothing: never.
using Deadline = std::optional<std::chrono::steady_clock::time_point>;

/// Made by one thread, answered once, by the writer.
class Job {
 public:
  explicit Job(std::vector<store::Entry> entries);

  [[nodiscard]] std::span<const store::Entry> entries() const noexcept { return entries_; }
  [[nodiscard]] std::size_t items() const noexcept { return entries_.size(); }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

  /// To be called once, before the job is queued.
  [[nodiscard]] std::future<JobAnswer> answer() { return answer_.get_future(); }

  void kept(std::vector<store::Recorded> results);
  void failed(JobFault fault);

 private:
  std::vector<store::Entry> entries_;
  std::size_t bytes_ = 0;
  std::promise<JobAnswer> answer_;
};

/// What became of a job; nothing when that is not known by the deadline.
[[nodiscard]] std::optional<JobAnswer> wait_for(std::future<JobAnswer>& answer, Deadline deadline);

}  // namespace soundings::intake
