// What a handler hands to the writer and waits on: the entries of one delivery, and
// a latch of its own that opens with what became of them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/store/ledger.h"

namespace soundings::intake {

/// One result an entry, in order; or the commit failed and nothing of the job is kept.
enum class JobFault { store_unavailable };
using JobAnswer = Expected<std::vector<store::Recorded>, JobFault>;

/// Made by one thread, answered once by the writer; a waiter that leaves early does no harm.
class Job {
 public:
  explicit Job(std::vector<store::Entry> entries);

  [[nodiscard]] std::size_t items() const noexcept { return items_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

  /// The entries, given away once to the writer.
  [[nodiscard]] std::vector<store::Entry> take_entries() noexcept;

  void answer(JobAnswer answer);

  /// Nothing when there is no answer within `limit`.
  [[nodiscard]] std::optional<JobAnswer> wait_for(std::chrono::milliseconds limit);
  [[nodiscard]] JobAnswer wait();

 private:
  std::vector<store::Entry> entries_;
  std::size_t items_ = 0;
  std::size_t bytes_ = 0;
  std::mutex mutex_;
  std::condition_variable answered_;
  std::optional<JobAnswer> answer_;
};

}  // namespace soundings::intake
