#include "writer.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <future>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "soundings/base/log.h"
#include "soundings/base/thread.h"
#include "soundings/store/held_items.h"
#include "soundings/store/keys.h"
#include "soundings/store/ledger.h"

namespace soundings::intake {
namespace {

constexpr std::chrono::milliseconds between_held_counts{1000};

// A sender has its answer when its time is up, even if the disk hangs: its thread commits itself
// only while commits are much quicker than that.
constexpr std::chrono::duration<double> quick{0.02};

}  // namespace

Writer::Writer(const Definitions& definitions, std::unique_ptr<store::Store> store, Queue& queue,
               KeyRing& keys, Instruments& instruments, WriterSettings settings)
    : definitions_(definitions),
      store_(std::move(store)),
      queue_(queue),
      keys_(keys),
      instruments_(instruments),
      settings_(std::move(settings)),
      checkpointer_([this](const std::stop_token& stop) { checkpoint(stop); }),
      thread_([this] { run(); }) {}

Writer::~Writer() {
  queue_.end();
  thread_.join();
  checkpointer_.request_stop();
  checkpointer_.join();
}

void Writer::with_store(const std::function<void(store::Store&)>& work) {
  // Shared, because the writer may still be leaving set_value() when the wait here is over.
  const auto done = std::make_shared<std::promise<void>>();
  const bool taken = queue_.add_task([this, done, &work] {
    try {
      mend();
      keys_.hand_over(store_->keys());
      work(*store_);
      keys_.refresh(store_->keys());
      held_stale_ = true;
      done->set_value();
    } catch (...) {
      done->set_exception(std::current_exception());
    }
  });
  if (!taken) {
    throw std::runtime_error("the ledger's writer has stopped");
  }
  done->get_future().get();
}

bool Writer::commit_here(const std::shared_ptr<Job>& job) {
  auto place = quick_ ? queue_.borrow() : std::nullopt;
  if (!place) {
    return false;
  }
  commit(std::span(&job, 1));
  note_key_use(KeyRing::When::at_leisure);
  keep_unread(Instruments::When::at_leisure);
  if (healthy_) {
    place->let_sleep();
  }
  return true;
}

void Writer::run() {
  name_thread("writer");
  while (true) {
    try {
      if (!work_once()) {
        break;
      }
    } catch (const std::exception& failure) {
      log::error("writer_failed", {{"error", failure.what()}});
    }
  }
  note_key_use(KeyRing::When::now_or_never);
  keep_unread(Instruments::When::now_or_never);
}

/// False once the queue has ended and is empty.
bool Writer::work_once() {
  std::optional<std::chrono::milliseconds> patience;
  if (!healthy_) {
    patience = settings_.probe;
  } else if (held_stale_) {
    patience = between_held_counts;
  }
  const auto work = queue_.take(settings_.group_items, patience);
  if (!work) {
    return false;
  }
  for (const auto& task : work->tasks) {
    task();
  }
  if (!work->webhooks.empty()) {
    commit(work->webhooks);
  }
  if (!work->imports.empty()) {
    commit(work->imports);
  }
  probe_when_due();
  note_key_use(KeyRing::When::at_leisure);
  keep_unread(Instruments::When::at_leisure);
  count_held();
  return true;
}

/// What operators decide moves no tally of arrivals, so it is counted again after their work, at
/// most once a second however many items they decide in a row.
void Writer::count_held() {
  const auto now = std::chrono::steady_clock::now();
  if (!held_stale_ || !healthy_ || now < next_held_count_) {
    return;
  }
  next_held_count_ = now + between_held_counts;
  try {
    instruments_.held(store_->held());
    held_stale_ = false;
  } catch (const std::exception& failure) {
    log::warning("held_not_counted", {{"error", failure.what()}});
  }
}

void Writer::commit(std::span<const std::shared_ptr<Job>> jobs) {
  try {
    mend();
    commit_group(jobs);
  } catch (const std::exception& failure) {
    note_failure();
    next_probe_ = std::chrono::steady_clock::now() + settings_.probe;
    for (const auto& job : jobs) {
      job->failed(JobFault::store_unavailable);
    }
    instruments_.commit_failed();
    log::error("commit_failed", {{"error", failure.what()}});
    return;
  }
  const store::Maintenance& maintenance = store_->maintenance();
  if (maintenance.checkpoint_due() ||
      maintenance.backlog_as_committed() >= settings_.wal_alarm_bytes) {
    const std::lock_guard lock(checkpoint_mutex_);
    checkpoint_due_ = true;
    checkpoint_wanted_.notify_one();
  }
}

void Writer::commit_group(std::span<const std::shared_ptr<Job>> jobs) {
  std::vector<std::span<const store::Entry>> deliveries;
  deliveries.reserve(jobs.size());
  for (const auto& job : jobs) {
    deliveries.push_back(job->entries());
  }
  const auto started = std::chrono::steady_clock::now();
  std::vector<store::Recorded> results =
      store_->ledger().commit_deliveries(deliveries, definitions_);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
  healthy_ = true;
  quick_ = took < quick;
  sync_failures_ = 0;
  answer(jobs, deliveries, results, took.count());
}

/// What has been committed stays so whatever happens here: a failure to answer one sender is not a
/// failed commit, and the sender's retry is a duplicate.
void Writer::answer(std::span<const std::shared_ptr<Job>> jobs,
                    std::span<const std::span<const store::Entry>> deliveries,
                    std::vector<store::Recorded>& results, double seconds) {
  const auto without_harm = [](const auto& step) {
    try {
      step();
    } catch (const std::exception& failure) {
      log::error("answer_failed", {{"error", failure.what()}});
    }
  };
  without_harm([&] { instruments_.committed(deliveries, results, seconds); });
  auto next = std::make_move_iterator(results.begin());
  for (const auto& job : jobs) {
    const auto end = next + static_cast<std::ptrdiff_t>(job->items());
    without_harm([&] { job->kept(std::vector<store::Recorded>(next, end)); });
    next = end;
  }
}

/// A failed commit's sender may be kept away by `not ready`, so readiness must not wait for a
/// post: what is written is when keys were used, which the failed post has left to be noted.
void Writer::probe_when_due() {
  const auto now = std::chrono::steady_clock::now();
  if (healthy_ || now < next_probe_) {
    return;
  }
  next_probe_ = now + settings_.probe;
  try {
    mend();
    keys_.note_use(store_->keys(), KeyRing::When::now_or_never);
    store_->keys().write_used();
    static_cast<void>(store_->ledger().commit({}, definitions_));
    healthy_ = true;
    sync_failures_ = 0;
    log::info("writes_resumed");
  } catch (const std::exception& failure) {
    note_failure();
    log::warning("write_probe_failed", {{"error", failure.what()}});
  }
}

/// The system reports a failed sync once, so nothing more is written to that file before it was
/// opened anew and found sound.
void Writer::mend() {
  if (!store_->maintenance().sound()) {
    store_->maintenance().reopen();
    log::warning("database_reopened");
  }
}

void Writer::note_failure() {
  constexpr int most_sync_failures = 3;
  healthy_ = false;
  sync_failures_ += store_->maintenance().sound() ? 0 : 1;
  if (store_->maintenance().lock_stuck()) {
    end_server("lock_stuck");
  } else if (sync_failures_ == most_sync_failures) {
    end_server("disk_not_trusted");
  }
}

void Writer::end_server(std::string_view why) {
  if (!ending_ && settings_.give_up) {
    ending_ = true;
    log::error(why);
    settings_.give_up();
  }
}

void Writer::note_key_use(KeyRing::When when) {
  try {
    keys_.note_use(store_->keys(), when);
  } catch (const std::exception& failure) {
    log::warning("key_use_not_noted", {{"error", failure.what()}});
  }
}

/// A count that is lost does no harm: it is only shown.
void Writer::keep_unread(Instruments::When when) {
  if (!healthy_) {
    return;
  }
  try {
    instruments_.keep_unread(store_->ledger(), when);
  } catch (const std::exception& failure) {
    log::warning("unread_not_kept", {{"error", failure.what()}});
  }
}

void Writer::checkpoint(const std::stop_token& stop) {
  name_thread("checkpointer");
  while (true) {
    {
      std::unique_lock lock(checkpoint_mutex_);
      if (!checkpoint_wanted_.wait(lock, stop, [this] { return checkpoint_due_; })) {
        return;
      }
      checkpoint_due_ = false;
    }
    try {
      store_->maintenance().checkpoint();
    } catch (const std::exception& failure) {
      log::warning("checkpoint_failed", {{"error", failure.what()}});
    }
    watch_wal();
  }
}

/// Once each time it grows past the mark: a reader that never ends, or a disk that fails, keeps it
/// from being written back.
void Writer::watch_wal() {
  const std::uintmax_t bytes = store_->maintenance().backlog_bytes();
  const bool long_now = bytes > settings_.wal_alarm_bytes;
  if (long_now && !wal_alarmed_) {
    log::warning("wal_long", {{"bytes", std::to_string(bytes)}});
  }
  wal_alarmed_ = long_now;
}

}  // namespace soundings::intake
