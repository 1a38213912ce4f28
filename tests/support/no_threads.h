// A machine on which no thread can be started.
#pragma once

namespace soundings::testing {

/// While one of these stands every pthread_create of the process fails with EAGAIN.
class NoThreads {
 public:
  NoThreads() noexcept;
  ~NoThreads();
  NoThreads(const NoThreads&) = delete;
  NoThreads& operator=(const NoThreads&) = delete;

  /// Threads that were asked for meanwhile.
  [[nodiscard]] int refused() const noexcept;
};

}  // namespace soundings::testing
