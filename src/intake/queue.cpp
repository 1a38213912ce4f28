#include "queue.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace soundings::intake {
namespace {

// Pages that many rows change are written once a group; a post that comes meanwhile waits for it.
constexpr std::size_t import_group_items = 2000;

}  // namespace

Expected<void, QueueFault> Queue::offer(Delivery::Lane lane, std::shared_ptr<Job> job) {
  const std::lock_guard lock(mutex_);
  if (closed_) {
    return unexpected(QueueFault::closed);
  }
  Waiting& waiting = lane == Delivery::Lane::webhook ? webhooks_ : imports_;
  if (!has_room(waiting, job->items(), job->bytes())) {
    return unexpected(QueueFault::full);
  }
  push(waiting, std::move(job));
  return {};
}

Expected<void, QueueFault> Queue::wait_to_offer_import(std::shared_ptr<Job> job,
                                                       Deadline deadline) {
  std::unique_lock lock(mutex_);
  const auto settled = [&] { return closed_ || has_room(imports_, job->items(), job->bytes()); };
  if (!deadline) {
    room_.wait(lock, settled);
  } else if (!room_.wait_until(lock, *deadline, settled)) {
    return unexpected(QueueFault::full);
  }
  if (closed_) {
    return unexpected(QueueFault::closed);
  }
  push(imports_, std::move(job));
  return {};
}

std::optional<Queue::Borrowed> Queue::borrow() {
  const std::lock_guard lock(mutex_);
  if (!asleep_ || borrowed_ || closed_ || has_work()) {
    return std::nullopt;
  }
  borrowed_ = true;
  return Borrowed(*this);
}

void Queue::give_back(bool sleeps_on) noexcept {
  const std::lock_guard lock(mutex_);
  borrowed_ = false;
  look_round_ = look_round_ || !sleeps_on;
  if (look_round_ || ended_ || has_work()) {
    work_.notify_one();
  }
}

bool Queue::add_task(std::function<void()> task) {
  const std::lock_guard lock(mutex_);
  if (ended_) {
    return false;
  }
  tasks_.push_back(std::move(task));
  empty_ = false;
  work_.notify_one();
  return true;
}

std::optional<Work> Queue::take(std::size_t group_items,
                                std::optional<std::chrono::milliseconds> patience) {
  if (awake_) {
    look_out();
  }
  std::unique_lock lock(mutex_);
  if (!patience) {
    asleep_ = true;
    work_.wait(lock, [&] { return !borrowed_ && (ended_ || look_round_ || has_work()); });
    asleep_ = false;
  } else if (!work_.wait_for(lock, *patience, [&] { return ended_ || has_work(); })) {
    awake_ = false;
    return Work{};
  }
  look_round_ = false;
  if (!has_work()) {
    return ended_ ? std::nullopt : std::optional(Work{});
  }
  Work work;
  const bool posts_come = awake_ || !webhooks_.jobs.empty();
  // Before anything is taken: a job popped and then dropped would leave its waiter unanswered.
  work.webhooks.resize(jobs_of_group(webhooks_, group_items));
  work.imports.resize(jobs_of_group(imports_, posts_come ? 1 : import_group_items));
  std::ranges::generate(work.webhooks, [this] { return pop(webhooks_); });
  std::ranges::generate(work.imports, [this] { return pop(imports_); });
  work.tasks = std::exchange(tasks_, {});
  if (!work.imports.empty()) {
    room_.notify_all();
  }
  empty_ = !has_work();
  awake_ = !work.webhooks.empty();
  return work;
}

bool Queue::has_work() const noexcept {
  return !tasks_.empty() || !webhooks_.jobs.empty() || !imports_.jobs.empty();
}

void Queue::look_out() const noexcept {
  constexpr std::chrono::microseconds longest{100};
  const auto end = std::chrono::steady_clock::now() + longest;
  while (empty_ && std::chrono::steady_clock::now() < end) {
    std::this_thread::yield();
  }
}

void Queue::close() noexcept {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  room_.notify_all();
}

void Queue::end() noexcept {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  ended_ = true;
  room_.notify_all();
  work_.notify_all();
}

bool Queue::closed() const noexcept {
  const std::lock_guard lock(mutex_);
  return closed_;
}

std::size_t Queue::items() const {
  const std::lock_guard lock(mutex_);
  return webhooks_.items + imports_.items;
}

bool Queue::has_room(const Waiting& lane, std::size_t items, std::size_t bytes) const noexcept {
  return lane.jobs.empty() ||
         (lane.items + items <= limits_.items && lane.bytes + bytes <= limits_.bytes);
}

void Queue::push(Waiting& lane, std::shared_ptr<Job> job) {
  const Job& pushed = *job;
  lane.jobs.push_back(std::move(job));
  lane.items += pushed.items();
  lane.bytes += pushed.bytes();
  empty_ = false;
  work_.notify_one();
}

/// At least one, where there is any, with no more than so many items.
std::size_t Queue::jobs_of_group(const Waiting& lane, std::size_t most_items) noexcept {
  std::size_t jobs = 0;
  std::size_t items = 0;
  while (jobs < lane.jobs.size() && (jobs == 0 || items + lane.jobs[jobs]->items() <= most_items)) {
    items += lane.jobs[jobs++]->items();
  }
  return jobs;
}

std::shared_ptr<Job> Queue::pop(Waiting& lane) {
  std::shared_ptr<Job> job = std::move(lane.jobs.front());
  lane.jobs.pop_front();
  lane.items -= job->items();
  lane.bytes -= job->bytes();
  return job;
}

}  // namespace soundings::intake
