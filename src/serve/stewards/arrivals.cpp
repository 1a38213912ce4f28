#include "stewards/arrivals.h"

#include <algorithm>
#include <map>
#include <utility>

namespace soundings::serve {
namespace {

constexpr std::chrono::days week{7};
constexpr int usual_weeks = 4;

struct Counts {
  std::int64_t items = 0;
  std::int64_t held = 0;
};
using ByHour = std::map<Instant, Counts>;

ByHour by_hour(const intake::ArrivalsSeen& seen, const std::string& source) {
  ByHour hours;
  for (const store::ArrivalsOfHour& hour : seen.hours) {
    if (source.empty() || hour.source == source) {
      hours[hour.hour].items += hour.items;
      hours[hour.hour].held += hour.held;
    }
  }
  return hours;
}

/// The hour with what is usual, as far as it is known.
HourSeen hour_of(const ByHour& hours, Instant at) {
  const auto items_at = [&](Instant hour) {
    const auto found = hours.find(hour);
    return found == hours.end() ? Counts{} : found->second;
  };
  const Counts now = items_at(at);
  HourSeen seen{.hour = at, .items = now.items, .held = now.held};
  if (hours.begin()->first > at - usual_weeks * week) {
    return seen;
  }
  for (int weeks = 1; weeks <= usual_weeks; ++weeks) {
    const std::int64_t items = items_at(at - weeks * week).items;
    seen.least = std::min(seen.least.value_or(items), items);
    seen.most = std::max(seen.most.value_or(items), items);
  }
  return seen;
}

}  // namespace

intake::ArrivalsSeen seen_for(const Context& context, const Days& days, Instant now) {
  const Instant since = std::min(days.since() - usual_weeks * week, now - (week + week));
  return intake::arrivals_seen(*context.reader, since, std::max(days.until(), now));
}

std::vector<HourSeen> hours_of(const intake::ArrivalsSeen& seen, const std::string& source,
                               const Days& days, Instant now) {
  const ByHour hours = by_hour(seen, source);
  std::vector<HourSeen> shown;
  if (hours.empty()) {
    return shown;
  }
  const Instant end = std::min(days.until(), now);
  for (Instant at = days.since(); at < end; at += std::chrono::hours(1)) {
    const HourSeen hour = hour_of(hours, at);
    if (hour.items > 0 || hour.held > 0 || hour.most.value_or(0) > 0) {
      shown.push_back(hour);
    }
  }
  return shown;
}

}  // namespace soundings::serve
