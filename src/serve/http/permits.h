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
  explicit Permits(std::size_t most) noexcept : free_(most) {}

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

  /// Waits for a permit; nothing when none came free in time.
  [[nodiscard]] std::optional<Permit> take(std::chrono::milliseconds patience);

 private:
  std::mutex mutex_;
  std::condition_variable freed_;
  std::size_t free_;
};

}  // namespace soundings::serve
