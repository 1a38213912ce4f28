#include "http/rates.h"

#include <algorithm>

namespace soundings::serve {
namespace {

using namespace std::chrono_literals;

// Far above a force's whole mailing (some six responses a second), far below what one
// runaway program can do.
constexpr double usual_per_address = 200.0;
constexpr double usual_per_source = 1000.0;

constexpr auto between_sweeps = 1s;

Buckets::Clock::duration to_duration(double seconds) {
  return std::chrono::duration_cast<Buckets::Clock::duration>(Buckets::Seconds(seconds));
}

}  // namespace

Buckets::Buckets(double per_second, std::size_t most_keys)
    : interval_(to_duration(1.0 / per_second)),
      burst_(std::max(interval_, to_duration(burst_seconds))),
      most_keys_(most_keys) {}

double Buckets::per_second() const noexcept {
  return 1.0 / Seconds(interval_).count();
}

std::optional<Buckets::Seconds> Buckets::take(const std::string& key, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  Clock::time_point& due = due_of(key, now);
  const auto next = std::max(due, now) + interval_;
  if (next - now > burst_) {
    return Seconds(next - now - burst_);
  }
  due = next;
  return std::nullopt;
}

void Buckets::give_back(const std::string& key) {
  const std::lock_guard lock(mutex_);
  if (const auto found = due_.find(key); found != due_.end()) {
    found->second -= interval_;
  }
}

Buckets::Clock::time_point& Buckets::due_of(const std::string& key, Clock::time_point now) {
  if (const auto found = due_.find(key); found != due_.end()) {
    return found->second;
  }
  if (due_.size() >= most_keys_) {
    forget_full(now);
  }
  return due_.size() >= most_keys_ ? shared_due_ : due_[key];
}

void Buckets::forget_full(Clock::time_point now) {
  if (now - swept_ < between_sweeps) {
    return;
  }
  swept_ = now;
  std::erase_if(due_, [now](const auto& entry) { return entry.second <= now; });
}

Limits::Limits(const RateLimits& settings) {
  set(addresses_, settings.per_address, usual_per_address);
  set(sources_, settings.per_source, usual_per_source);
}

void Limits::set(Limit& limit, const std::optional<double>& asked, double otherwise) {
  limit.asked_for = asked.has_value();
  if (const double rate = asked.value_or(otherwise); rate > 0.0) {
    limit.buckets.emplace(rate);
  }
}

bool Limits::holds(const Limit& limit, bool local) noexcept {
  return limit.buckets && (limit.asked_for || !local);
}

std::optional<Refused> Limits::take(Limit& limit, const std::string& key, bool local,
                                    Buckets::Clock::time_point now) {
  if (!holds(limit, local)) {
    return std::nullopt;
  }
  const auto wait = limit.buckets->take(key, now);
  return wait ? std::optional(Refused{.wait = *wait, .per_second = limit.buckets->per_second()})
              : std::nullopt;
}

std::optional<Refused> Limits::take_address(const std::string& address, bool local,
                                            Buckets::Clock::time_point now) {
  return take(addresses_, address, local, now);
}

std::optional<Refused> Limits::take_source(const std::string& source, bool local,
                                           Buckets::Clock::time_point now) {
  return take(sources_, source, local, now);
}

void Limits::give_back_source(const std::string& source, bool local) {
  if (holds(sources_, local)) {
    sources_.buckets->give_back(source);
  }
}

}  // namespace soundings::serve
