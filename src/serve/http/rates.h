// How often somebody may ask: a token bucket for each address and for each source.
// What is refused here was not read, or not kept; the reply says when to come back.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "soundings/serve/settings.h"

namespace soundings::serve {

/// The buckets of one kind of asker. A key that never asked has a full bucket. Thread-safe.
class Buckets {
 public:
  using Clock = std::chrono::steady_clock;
  using Seconds = std::chrono::duration<double>;

  /// per_second: requests, above 0; a full bucket holds burst_seconds' worth, at least one.
  /// most_keys: buckets kept apart; further askers share one until others have filled again.
  explicit Buckets(double per_second, std::size_t most_keys = 16384);

  /// Takes one request from the bucket of `key`. Nothing when it was there; otherwise how long
  /// until it will be. Source: the generic cell rate algorithm, ITU-T I.371, annex A.
  [[nodiscard]] std::optional<Seconds> take(const std::string& key, Clock::time_point now);

  /// Puts one back, as if it had never been taken.
  void give_back(const std::string& key);

  [[nodiscard]] double per_second() const noexcept;

  static constexpr double burst_seconds = 5.0;

 private:
  [[nodiscard]] Clock::time_point& due_of(const std::string& key, Clock::time_point now);
  void forget_full(Clock::time_point now);

  Clock::duration interval_;
  Clock::duration burst_;
  std::size_t most_keys_;
  std::mutex mutex_;
  std::unordered_map<std::string, Clock::time_point> due_;  ///< when a bucket is full again
  Clock::time_point shared_due_;
  Clock::time_point swept_;
};

/// Why a request is refused: when the next one would pass, and at what rate they do.
struct Refused {
  Buckets::Seconds wait;
  double per_second = 0;
};

/// The limits of a server: which of them hold for a client is settled here. Thread-safe.
class Limits {
 public:
  explicit Limits(const RateLimits& settings);

  /// local: the client is on this machine; only limits that were asked for hold for it.
  [[nodiscard]] std::optional<Refused> take_address(const std::string& address, bool local,
                                                    Buckets::Clock::time_point now);
  [[nodiscard]] std::optional<Refused> take_source(const std::string& source, bool local,
                                                   Buckets::Clock::time_point now);
  /// The request turned out not to be the source's: nobody may use up another's bucket.
  void give_back_source(const std::string& source, bool local);

 private:
  struct Limit {
    std::optional<Buckets> buckets;
    bool asked_for = false;
  };

  static void set(Limit& limit, const std::optional<double>& asked, double otherwise);
  static bool holds(const Limit& limit, bool local) noexcept;
  [[nodiscard]] static std::optional<Refused> take(Limit& limit, const std::string& key, bool local,
                                                   Buckets::Clock::time_point now);

  Limit addresses_;
  Limit sources_;
};

}  // namespace soundings::serve
