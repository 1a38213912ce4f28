#include "web/moments.h"

#include "soundings/base/civil_time.h"
#include "soundings/base/number.h"
#include "soundings/survey/period.h"
#include "soundings/wording/wording.h"

namespace soundings::serve {
namespace {

constexpr std::size_t date_size = 10;  // "2019-06-12"

}  // namespace

std::string day_words(Instant at) {
  const auto day = london_day(at);
  return std::to_string(static_cast<unsigned>(day.day())) + " " +
         wording::period(Period::month(london_month(at)), nullptr);
}

std::string minute_words(Instant at) {
  return day_words(at) + "," + london_minute(at).substr(date_size);
}

std::optional<Instant> start_of_day(std::string_view day, int after) {
  if (day.size() != date_size || day[4] != '-' || day[7] != '-') {
    return std::nullopt;
  }
  const auto year = parse_integer(day.substr(0, 4));
  const auto month = parse_integer(day.substr(5, 2));
  const auto number = parse_integer(day.substr(8, 2));
  if (!year || !month || !number || *month < 1 || *number < 1) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*number))};
  if (!date.ok()) {
    return std::nullopt;
  }
  const CivilTime midnight{.date = std::chrono::sys_days(date) + std::chrono::days(after)};
  const auto at = from_local(midnight, "Europe/London");
  return at ? std::optional(*at) : std::nullopt;
}

}  // namespace soundings::serve
