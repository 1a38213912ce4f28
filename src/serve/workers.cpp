#include "workers.h"

#include <utility>

#include "soundings/base/thread.h"

namespace soundings::serve {

Workers::Workers(int threads, std::size_t most) : most_(most) {
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { run(); });
  }
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) {
    thread.join();
  }
}

bool Workers::take(std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() >= most_) {
    return false;
  }
  waiting_.push_back(std::move(work));
  changed_.notify_one();
  return true;
}

void Workers::run() {
  name_thread("worker");
  give_way();
  while (true) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    if (waiting_.empty()) {
      return;
    }
    const auto work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    work();
  }
}

}  // namespace soundings::serve
