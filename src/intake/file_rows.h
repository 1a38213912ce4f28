// The rows of one file on their way to the writer: while chunks of them are committed the next are
// read, so that memory stays flat whatever the file's length.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <utility>
#include <vector>

#include "soundings/intake/intake.h"

#include "job.h"
#include "queue.h"

namespace soundings::intake {

/// Used by one thread, which waits: for room in the queue, and for the chunk before.
class Chunks {
 public:
  /// tell: called with each row's receipt, in file order, in the thread that sends.
  Chunks(Queue& queue, std::function<void(Receipt&&)> tell)
      : queue_(queue), tell_(std::move(tell)) {}

  /// Errors: shutting_down, store_unavailable. The chunks offered then stand or fall by themselves.
  [[nodiscard]] Expected<void, Refusal::Kind> send(std::vector<store::Entry>&& entries);

  /// Waits for all chunks under way and tells the rows of those that were kept; the first failure.
  [[nodiscard]] Expected<void, Refusal::Kind> settle();

 private:
  struct UnderWay {
    std::future<JobAnswer> answer;
    std::vector<std::uint64_t> positions;
    std::vector<std::vector<Finding>> findings;
  };

  [[nodiscard]] Expected<void, Refusal::Kind> settle_oldest();

  Queue& queue_;
  std::function<void(Receipt&&)> tell_;
  std::deque<UnderWay> under_way_;
};

}  // namespace soundings::intake
