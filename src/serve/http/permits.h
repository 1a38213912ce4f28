// A bound on how much heavy work runs at once, so that figures and pages never take the
// processor from posts.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>

namespace soundings::serve {

/// Thread-safe. Outlives every permit it gave.
class Permits {
 public:
  /// most: permits at once. most_waiting: who may wait for one; each takes a thread from others.
  explicit Permits(std::size_t most, std::size_t most_waiting = 32) noexcept
      : free_(most), most_waiting_(most_waiting) {}

  /// The right to work, given back when it is destroyed.
  class Permit {
   public:
    explicit Permit(Permits& from) noexcept : from_(&from) {}
    ~Permit();
    Permit(Permit&& other) noexcept : from_(other.from_) { other.from_ = nullptr; }
    Permit(const Permit&) = delete;
    Permit& operator=(const Permit&) = delete;
    Permit& operator=(Permit&&) = delete;

   private:
    Permits* from_;
  };

  /// Waits for a permit; nothing when none came free in time, or too many wait already. longest:
  /// nothing for as long as it takes.
  [[nodiscard]] std::optional<Permit> take(std::optional<std::chrono::milliseconds> longest);

  /// Gives no further permit, and sends away who waits for one.
  void close();

 private:
  std::mutex mutex_;
  std::condition_variable freed_;
  std::size_t free_;
  std::size_t waiting_ = 0;
  const std::size_t most_waiting_;
  bool closed_ = false;
};

}  // namespace soundings::serve
