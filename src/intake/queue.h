// The bounded queue between handlers and the writer: two lanes and the tasks that
// want the ledger between groups.
//
// A lane is full by items or by bytes, whichever comes first; an empty lane takes a
// job of any size, so that no delivery is refused for ever. Webhooks go first; after
// each group of them one job of the import lane may follow, so that neither starves.
// While no webhooks come, import jobs gather into groups as well.
//
// Waking the taker for a single post takes longer than the commit's own work. So while it sleeps
// and nothing waits, a thread with one job may borrow the taker's place and do the work itself.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/survey/delivery.h"

#include "job.h"

namespace soundings::intake {

enum class QueueFault { full, closed };

struct QueueLimits {
  std::size_t items = 0;
  std::size_t bytes = 0;
};

/// What the writer does next: tasks, then the webhooks as one group, then the imports as another.
struct Work {
  std::vector<std::function<void()>> tasks;
  std::vector<std::shared_ptr<Job>> webhooks;
  std::vector<std::shared_ptr<Job>> imports;
};

/// Thread-safe; one thread takes.
class Queue {
 public:
  explicit Queue(QueueLimits limits) noexcept : limits_(limits) {}

  /// Without waiting: full or closed is an answer.
  [[nodiscard]] Expected<void, QueueFault> offer(Delivery::Lane lane, std::shared_ptr<Job> job);

  /// Waits for room on the import lane; full when there is none by the deadline.
  [[nodiscard]] Expected<void, QueueFault> wait_to_offer_import(std::shared_ptr<Job> job,
                                                                Deadline deadline = std::nullopt);

  /// The taker's place, lent to one thread. It is given back when this ends, however that comes.
  class Borrowed {
   public:
    explicit Borrowed(Queue& queue) noexcept : queue_(&queue) {}
    ~Borrowed() {
      if (queue_ != nullptr) {
        queue_->give_back(sleeps_on_);
      }
    }
    Borrowed(Borrowed&& other) noexcept
        : queue_(std::exchange(other.queue_, nullptr)), sleeps_on_(other.sleeps_on_) {}
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    Borrowed& operator=(Borrowed&&) = delete;

    /// The taker goes on sleeping while nothing waits; otherwise it wakes and looks round.
    void let_sleep() noexcept { sleeps_on_ = true; }

   private:
    Queue* queue_;
    bool sleeps_on_ = false;
  };

  /// The taker's place, for one job of the caller's own: while the taker sleeps without a time to
  /// wake at, and nothing waits. The taker stays asleep until the place is given back.
  [[nodiscard]] std::optional<Borrowed> borrow();

  /// Taken also after close(); not after end().
  [[nodiscard]] bool add_task(std::function<void()> task);

  /// Waits for work, and takes at most `group_items` webhook entries (at least one job).
  /// Nothing once the queue has ended and is empty; empty work when there is none within
  /// `patience`, or when it is to look round. After webhooks the next are looked out
  /// for awake, for as long as a sender takes to send again: falling asleep and being woken costs
  /// more than that.
  [[nodiscard]] std::optional<Work> take(
      std::size_t group_items, std::optional<std::chrono::milliseconds> patience = std::nullopt);

  /// Refuses new jobs; what waits is still taken.
  void close() noexcept;
  /// close(), and lets take() come to its end.
  void end() noexcept;

  [[nodiscard]] bool closed() const noexcept;
  [[nodiscard]] std::size_t items() const;

 private:
  void give_back(bool sleeps_on) noexcept;

  struct Waiting {
    std::deque<std::shared_ptr<Job>> jobs;
    std::size_t items = 0;
    std::size_t bytes = 0;
  };

  [[nodiscard]] bool has_work() const noexcept;
  void look_out() const noexcept;
  [[nodiscard]] bool has_room(const Waiting& lane, std::size_t items,
                              std::size_t bytes) const noexcept;
  void push(Waiting& lane, std::shared_ptr<Job> job);
  static std::shared_ptr<Job> pop(Waiting& lane);
  [[nodiscard]] static std::size_t jobs_of_group(const Waiting& lane,
                                                 std::size_t most_items) noexcept;

  QueueLimits limits_;
  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::condition_variable room_;
  Waiting webhooks_;
  Waiting imports_;
  std::vector<std::function<void()>> tasks_;
  std::atomic<bool> empty_{true};  // nothing to take, as of the last change
  bool awake_ = false;             // of the taker: webhooks were taken last
  bool asleep_ = false;            // the taker, without a time to wake at
  bool borrowed_ = false;
  bool look_round_ = false;
  bool closed_ = false;
  bool ended_ = false;
};

}  // namespace soundings::intake
