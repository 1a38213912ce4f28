#include "stewards/sources.h"

#include <algorithm>
#include <utility>

#include "soundings/base/civil_time.h"

#include "web/moments.h"

namespace soundings::serve {
namespace {

constexpr int days_in_a_row = 7;

std::chrono::year_month_day days_before(std::chrono::year_month_day day, int days) {
  return std::chrono::sys_days(day) - std::chrono::days(days);
}

/// What came in each of the last days, today the last.
std::vector<std::int64_t> by_day(const intake::ArrivalsSeen& seen, const std::string& source,
                                 Instant now) {
  const auto today = london_day(now);
  std::vector<std::int64_t> days(days_in_a_row, 0);
  for (const store::ArrivalsOfHour& hour : seen.hours) {
    const auto ago =
        (std::chrono::sys_days(today) - std::chrono::sys_days(london_day(hour.hour))).count();
    if (hour.source == source && ago >= 0 && ago < days_in_a_row) {
      days[static_cast<std::size_t>(days_in_a_row - 1 - ago)] += hour.items;
    }
  }
  return days;
}

/// Of the survey with the latest month; of one with waves where no other has any.
std::optional<store::LatestInvitations> invitations_of(const intake::ArrivalsSeen& seen,
                                                       const Source& source) {
  std::optional<store::LatestInvitations> latest;
  for (const store::LatestInvitations& one : seen.invitations) {
    if (!source.sends(one.survey)) {
      continue;
    }
    const bool monthly = one.period.kind == Period::Kind::months;
    const bool before = latest && latest->period.kind == Period::Kind::months;
    if (!latest || (monthly && (!before || latest->period.last < one.period.last))) {
      latest = one;
    }
  }
  return latest;
}

/// Of what has arrived so far.
std::optional<double> rate_of(const Context& context, const store::LatestInvitations& invited) {
  if (context.working == nullptr) {
    return std::nullopt;
  }
  const auto& measures = context.definitions.measures;
  const auto measure = std::ranges::find_if(measures, [&](const Measure& each) {
    return each.survey == invited.survey && each.filter_domain.empty();
  });
  if (measure == measures.end()) {
    return std::nullopt;
  }
  const auto table =
      context.working->answer({.measure = measure->id, .period = invited.period, .scheme = "none"});
  return table && !table->rows.empty() ? table->rows.front().response_rate : std::nullopt;
}

SourceHealth health(const Context& context, const intake::ArrivalsSeen& seen, const Source& source,
                    Instant now) {
  SourceHealth one{.source = &source, .days = by_day(seen, source.id, now)};
  if (const auto last = std::ranges::find(seen.last, source.id, &store::LastReceived::source);
      last != seen.last.end()) {
    one.last_received = last->at;
  }
  one.silence = intake::silence_of(
      one.last_received, intake::may_be_silent(context.settings.late_after, source.id), now);
  one.today = one.days.back();
  for (const store::HeldCount& count : seen.waiting) {
    one.held += count.source == source.id ? count.items : 0;
  }
  one.invitations = invitations_of(seen, source);
  if (one.invitations) {
    one.response_rate = rate_of(context, *one.invitations);
  }
  for (store::UnreadField& field : context.intake.unread_fields()) {
    if (field.source == source.id) {
      one.unread.push_back(std::move(field));
    }
  }
  return one;
}

WrongDay wrong_day(std::string field) {
  return {
      .field = std::move(field), .code = "day_malformed", .message = "Give a day as 2019-05-31"};
}

}  // namespace

std::vector<SourceHealth> health_of(const Context& context, const intake::ArrivalsSeen& seen,
                                    Instant now) {
  std::vector<SourceHealth> all;
  for (const Source& source : context.definitions.sources) {
    const bool heard =
        std::ranges::find(seen.last, source.id, &store::LastReceived::source) != seen.last.end();
    if (intake::is_awaited(source) || heard) {
      all.push_back(health(context, seen, source, now));
    }
  }
  return all;
}

Instant Days::since() const {
  return beginning_of(from);
}

Instant Days::until() const {
  return end_of(to);
}

Days last_days(Instant now) {
  const auto today = london_day(now);
  return {.from = days_before(today, usual_days - 1), .to = today};
}

Expected<Days, WrongDay> days_of(const Request& request) {
  const std::string from = request.asked("from");
  const std::string to = request.asked("to");
  Days days = last_days(request.received_at);
  if (!to.empty()) {
    const auto day = parse_day(to);
    if (!day) {
      return unexpected(wrong_day("to"));
    }
    days = {.from = days_before(*day, usual_days - 1), .to = *day};
  }
  if (!from.empty()) {
    const auto day = parse_day(from);
    if (!day) {
      return unexpected(wrong_day("from"));
    }
    days.from = *day;
  }
  const auto length = (std::chrono::sys_days(days.to) - std::chrono::sys_days(days.from)).count();
  if (length < 0 || length >= most_days) {
    return unexpected(WrongDay{.field = "from",
                               .code = "days_out_of_order",
                               .message = "Choose a first day that is at most " +
                                          std::to_string(most_days - 1) + " days before the last"});
  }
  return days;
}

}  // namespace soundings::serve
