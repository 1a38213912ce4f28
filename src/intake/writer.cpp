#include "writer.h"

#include <chrono>
#include <exception>
#include <future>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "soundings/base/log.h"

namespace soundings::intake {

Writer::Writer(const Definitions& definitions, std::unique_ptr<store::Ledger> ledger, Queue& queue,
               KeyRing& keys, Instruments& instruments, std::size_t group_items)
    : definitions_(definitions),
      ledger_(std::move(ledger)),
      queue_(queue),
      keys_(keys),
      instruments_(instruments),
      group_items_(group_items),
      checkpointer_([this](const std::stop_token& stop) { checkpoint(stop); }),
      thread_([this] { run(); }) {}

Writer::~Writer() {
  queue_.end();
  thread_.join();
  checkpointer_.request_stop();
  checkpointer_.join();
}

void Writer::with_ledger(const std::function<void(store::Ledger&)>& work) {
  // Shared, because the writer may still be leaving set_value() when the wait here is over.
  const auto done = std::make_shared<std::promise<void>>();
  const bool taken = queue_.add_task([this, done, &work] {
    try {
      work(*ledger_);
      keys_.refresh(*ledger_);
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

void Writer::run() {
  while (auto work = queue_.take(group_items_)) {
    for (const auto& task : work->tasks) {
      task();
    }
    if (!work->webhooks.empty()) {
      commit(work->webhooks);
    }
    if (work->import) {
      commit({&work->import, 1});
    }
    instruments_.queued(queue_.items());
    note_key_use(KeyRing::When::at_leisure);
  }
  note_key_use(KeyRing::When::now_or_never);
}

void Writer::commit(std::span<const std::shared_ptr<Job>> jobs) {
  std::vector<store::Entry> group;
  for (const auto& job : jobs) {
    auto entries = job->take_entries();
    std::move(entries.begin(), entries.end(), std::back_inserter(group));
  }
  try {
    const auto started = std::chrono::steady_clock::now();
    std::vector<store::Recorded> results = ledger_->commit(group, definitions_);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    healthy_ = true;
    instruments_.committed(group, results, took.count());
    auto next = std::make_move_iterator(results.begin());
    for (const auto& job : jobs) {
      const auto end = next + static_cast<std::ptrdiff_t>(job->items());
      job->answer(std::vector<store::Recorded>(next, end));
      next = end;
    }
  } catch (const std::exception& failure) {
    healthy_ = false;
    instruments_.commit_failed();
    log::error("commit_failed", {{"error", failure.what()}});
    for (const auto& job : jobs) {
      job->answer(unexpected(JobFault::store_unavailable));
    }
    return;
  }
  const std::lock_guard lock(checkpoint_mutex_);
  committed_since_ = true;
  checkpoint_due_.notify_one();
}

void Writer::note_key_use(KeyRing::When when) {
  try {
    keys_.note_use(*ledger_, when);
  } catch (const std::exception& failure) {
    log::warning("key_use_not_noted", {{"error", failure.what()}});
  }
}

void Writer::checkpoint(const std::stop_token& stop) {
  while (true) {
    {
      std::unique_lock lock(checkpoint_mutex_);
      if (!checkpoint_due_.wait(lock, stop, [this] { return committed_since_; })) {
        return;
      }
      committed_since_ = false;
    }
    try {
      ledger_->checkpoint();
    } catch (const std::exception& failure) {
      log::warning("checkpoint_failed", {{"error", failure.what()}});
    }
  }
}

}  // namespace soundings::intake
