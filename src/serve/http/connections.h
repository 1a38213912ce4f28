// The connections of one listener: how many there may be, in all and from one address, and
// which of them ends when a new one needs its thread.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace soundings::serve {

/// One connection as its listener counts it. The listener may end it from another thread, and
/// does so by a shutdown of its descriptor alone: a TLS session has no lock.
struct CountedConnection {
  using Clock = std::chrono::steady_clock;

  int descriptor = -1;
  std::string address;  ///< counted by it; empty: the connection is not counted by address
  /// Since when it waits for the rest of a request's head; none while a request is in hand.
  std::atomic<Clock::rep> waiting_since{0};
  std::atomic<bool> idle{false};     ///< nothing of a next request has come after a reply
  std::atomic<bool> leaving{false};  ///< takes no further request
};

/// Thread-safe. Outlives its connections.
class Connections {
 public:
  using Clock = CountedConnection::Clock;

  struct Most {
    std::size_t all = 0;
    std::size_t per_address = 0;
  };
  enum class Admission { welcome, full, address_full };

  explicit Connections(Most most) noexcept : most_(most) {}

  /// Counts a connection. When all threads are taken, the connection that has been idle longest
  /// gives way; when none is idle, one whose request has not come whole within `patience`. When a
  /// request may still come whole, this waits until it has had its time, or until a thread is free,
  /// and not longer than `patience`.
  [[nodiscard]] Admission admit(const std::shared_ptr<CountedConnection>& connection);
  void leave(const std::shared_ptr<CountedConnection>& connection);

  /// Ends an idle connection, if there is one, to free its descriptor.
  bool give_way();

  [[nodiscard]] std::size_t count() const;

  /// Takes no further connection, and ends every one without a request in hand.
  void end_idle();

  /// After end_idle(): lets requests in hand finish until `deadline`, then ends their connections
  /// too, and waits.
  void close(Clock::time_point deadline);

  static constexpr std::chrono::milliseconds patience{250};

 private:
  /// Whether one has given way, and else when one could; nothing when every request is in hand.
  struct Way {
    bool given = false;
    std::optional<Clock::time_point> possible_at;
  };
  [[nodiscard]] Way give_way_locked();
  [[nodiscard]] bool make_room(std::unique_lock<std::mutex>& lock);

  const Most most_;
  mutable std::mutex mutex_;
  std::condition_variable left_;
  std::unordered_set<std::shared_ptr<CountedConnection>> connections_;
  std::unordered_map<std::string, std::size_t> by_address_;
  bool closing_ = false;
};

}  // namespace soundings::serve
