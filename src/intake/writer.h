// The one thread that owns the store that is open for writing: it drains the queue, commits what
// has gathered as one group, and only then wakes those who wait. A post that comes alone, while
// this thread sleeps, is committed by its own thread in this one's place.
//
// No artificial delay: under load the previous commit is the delay in which the next
// group gathers. Checkpoints run on a thread of their own, and hold up a commit
// for their last pages alone.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <thread>
#include <vector>

#include "soundings/store/entries.h"
#include "soundings/store/maintenance.h"
#include "soundings/store/store.h"
#include "soundings/survey/definitions.h"

#include "instruments.h"
#include "key_ring.h"
#include "queue.h"

namespace soundings::intake {

struct WriterSettings {
  std::size_t group_items = 0;
  std::chrono::milliseconds probe{0};  ///< between trial writes after a commit failed
  std::uintmax_t wal_alarm_bytes = 0;  ///< a longer write-ahead log is warned of
  std::function<void()> give_up;       ///< called when only a new process can write again
};

/// Runs from construction to destruction; the destructor commits what is queued.
class Writer {
 public:
  Writer(const Definitions& definitions, std::unique_ptr<store::Store> store, Queue& queue,
         KeyRing& keys, Instruments& instruments, WriterSettings settings);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// The last commit or trial write succeeded, or there was none yet.
  [[nodiscard]] bool healthy() const noexcept { return healthy_; }

  /// Commits one job on the caller's thread, when the writer sleeps and the disk is quick; false
  /// when the job must be queued instead. The job is answered before this returns.
  [[nodiscard]] bool commit_here(const std::shared_ptr<Job>& job);

  void with_store(const std::function<void(store::Store&)>& work);

  [[nodiscard]] std::uintmax_t wal_bytes() const noexcept {
    return store_->maintenance().backlog_bytes();
  }

 private:
  void run();
  bool work_once();
  void commit(std::span<const std::shared_ptr<Job>> jobs);
  void commit_group(std::span<const std::shared_ptr<Job>> jobs);
  void answer(std::span<const std::shared_ptr<Job>> jobs,
              std::span<const std::span<const store::Entry>> deliveries,
              std::vector<store::Recorded>& results, double seconds);
  void mend();
  void note_failure();
  void end_server(std::string_view why);
  void note_key_use(KeyRing::When when);
  void keep_unread(Instruments::When when);
  void probe_when_due();
  void checkpoint(const std::stop_token& stop);
  void count_held();
  void watch_wal();

  const Definitions& definitions_;
  std::unique_ptr<store::Store> store_;
  Queue& queue_;
  KeyRing& keys_;
  Instruments& instruments_;
  WriterSettings settings_;
  std::chrono::steady_clock::time_point next_probe_{};
  int sync_failures_ = 0;    // in a row
  bool ending_ = false;      // the server was asked to end
  bool held_stale_ = false;  // what is held was changed by other work than a commit
  std::chrono::steady_clock::time_point next_held_count_{};
  bool wal_alarmed_ = false;  // of the checkpointer's thread
  std::atomic<bool> healthy_{true};
  std::atomic<bool> quick_{true};  // the last commit was

  std::mutex checkpoint_mutex_;
  std::condition_variable_any checkpoint_wanted_;
  bool checkpoint_due_ = false;

  std::jthread checkpointer_;
  std::jthread thread_;
};

}  // namespace soundings::intake
