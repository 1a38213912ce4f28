// What a post or a file hands to the writer: the entries of one delivery, and where what became of
// them is waited for.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
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

/// Made by one thread, which waits for the answer; answered once, by the writer. A mutex and a
/// condition where a promise and its future would stand: those make two system calls of each
/// answer and two of each wait, these one of each, and the writer answers one sender at a time.
class Job {
 public:
  explicit Job(std::vector<store::Entry> entries);

  [[nodiscard]] std::span<const store::Entry> entries() const noexcept { return entries_; }
  [[nodiscard]] std::size_t items() const noexcept { return entries_.size(); }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

  /// What became of the job; nothing when that is not known by the deadline. To be called once.
  [[nodiscard]] std::optional<JobAnswer> wait_until(Deadline deadline);

  /// Both throw std::logic_error where the job has been answered.
  void kept(std::vector<store::Recorded> results);
  void failed(JobFault fault);

 private:
  void answer(JobAnswer&& answer);

  std::vector<store::Entry> entries_;
  std::size_t bytes_ = 0;
  std::mutex mutex_;
  std::condition_variable answered_;
  std::optional<JobAnswer> answer_;
};

}  // namespace soundings::intake
