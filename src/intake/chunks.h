// The rows of one file on their way to the writer: while a chunk of them is committed the
// next is read, so that memory stays flat whatever the file's length.
#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <optional>
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

  /// Errors: shutting_down, store_unavailable. The chunk offered then stands or falls by itself.
  [[nodiscard]] Expected<void, Refusal::Kind> send(std::vector<store::Entry>&& entries);

  /// Waits for the chunk under way and tells its rows.
  [[nodiscard]] Expected<void, Refusal::Kind> settle();

 private:
  struct UnderWay {
    std::future<JobAnswer> answer;
    std::vector<std::uint64_t> positions;
    std::vector<std::vector<Finding>> findings;
  };

  Queue& queue_;
  std::function<void(Receipt&&)> tell_;
  std::optional<UnderWay> under_way_;
};

}  // namespace soundings::intake
