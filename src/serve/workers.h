// Threads for work that would hold up a loop: pages, estimates, large bodies. They give way to the
// loops and the writer: a post is somebody waiting with a short patience, a figure can wait its
// turn.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace soundings::serve {

/// Thread-safe. Work that was taken is done before the destructor returns.
class Workers {
 public:
  /// most: pieces of work that may wait.
  Workers(int threads, std::size_t most);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// False when too much waits already. `work` must not throw.
  [[nodiscard]] bool take(std::function<void()> work);

 private:
  void run();

  const std::size_t most_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> waiting_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace soundings::serve
