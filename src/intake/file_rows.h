// The rows of one file on their way to the writer, whether the file was posted or is imported.
// Three threads share the work: the caller decodes some chunks, a second thread interprets those
// before them, and the writer commits earlier ones. Memory stays flat whatever the file's length.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <span>
#include <vector>

#include "soundings/intake/intake.h"
#include "soundings/normalise/normalise.h"

#include "entries.h"
#include "job.h"
#include "queue.h"

namespace soundings::intake {

/// Used by one thread, which waits: for room in the queue, and for the chunk before.
class FileRows {
 public:
  /// How the rows of one file are taken.
  struct Rules {
    normalise::Context context;
    /// What the entries of a chunk share.
    std::function<Envelope(std::span<const receive::Submission> chunk)> envelope;
    bool rehearsed = false;  ///< they are answered, and nothing of them is kept
    Deadline deadline;       ///< with one, a queue that is full at the first chunk ends it too
  };
  /// What the caller is given of each row, in file order, in its own thread.
  struct Heard {
    std::function<void(const store::Entry&)> entry;  ///< as it was read; may be empty
    std::function<void(Receipt&&)> receipt;
  };

  FileRows(Queue& queue, Rules rules, Heard heard)
      : queue_(queue), rules_(std::move(rules)), heard_(std::move(heard)) {}

  /// Has rows interpreted, some chunks at a time, and sends those before them to the writer. False
  /// when no further one is wanted; finish() says why.
  [[nodiscard]] bool take(std::vector<receive::Submission>&& chunk);

  /// Waits for all chunks under way. Errors: queue_full (before anything was sent), shutting_down,
  /// store_unavailable, late: the first of them. Each chunk that was sent stands or falls by
  /// itself.
  [[nodiscard]] Expected<void, Refusal::Kind> finish();

  /// Names of fields that were not read: of the whole file after finish().
  [[nodiscard]] receive::UnreadNames& unread() noexcept { return unread_; }

 private:
  struct Interpreted {
    std::vector<store::Entry> entries;
    receive::UnreadNames unread;
    std::vector<receive::Submission> read;  ///< freed by the thread that made them
  };
  struct UnderWay {
    std::shared_ptr<Job> job;
    std::vector<std::uint64_t> positions;
    std::vector<std::vector<Finding>> findings;
  };

  [[nodiscard]] std::future<std::vector<Interpreted>> interpret_decoded();
  [[nodiscard]] Expected<void, Refusal::Kind> pass_on(std::vector<Interpreted>&& chunks);
  [[nodiscard]] Expected<void, Refusal::Kind> pass_on(Interpreted&& chunk);
  [[nodiscard]] Expected<void, Refusal::Kind> send(std::vector<store::Entry>&& entries);
  [[nodiscard]] Expected<void, QueueFault> offer(std::shared_ptr<Job> job);
  [[nodiscard]] Expected<void, Refusal::Kind> settle_oldest();

  Queue& queue_;
  Rules rules_;
  Heard heard_;
  receive::UnreadNames unread_;
  std::deque<UnderWay> under_way_;
  bool sent_ = false;
  Expected<void, Refusal::Kind> ended_;                    ///< the first failure
  std::vector<std::vector<receive::Submission>> decoded_;  ///< chunks that none interprets yet
  std::size_t decoded_bytes_ = 0;
  std::future<std::vector<Interpreted>> next_;  ///< last: its thread reads rules_
};

}  // namespace soundings::intake
