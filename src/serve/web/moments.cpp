#include "web/moments.h"

#include "soundings/base/civil_time.h"
#include "soundings/base/number.h"
#include "soundings/wording/wording.h"

namespace soundings::serve {
namespace {

constexpr std::size_t date_length = 10;  // "2019-05-31"

std::string two_digits(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string counted(std::int64_t number, const std::string& unit) {
  return wording::count(number) + " " + unit + (number == 1 ? "" : "s");
}

}  // namespace

std::string moment_words(Instant at) {
  return day_words(at) + ", " + london_minute(at).substr(date_length + 1);
}

std::string second_words(Instant at) {
  const auto within =
      std::chrono::floor<std::chrono::seconds>(at) - std::chrono::floor<std::chrono::minutes>(at);
  return moment_words(at) + ":" + two_digits(static_cast<unsigned>(within.count()));
}

std::string age_words(std::chrono::microseconds age) {
  const auto hours = std::chrono::floor<std::chrono::hours>(age);
  const auto days = std::chrono::floor<std::chrono::days>(age);
  if (hours < std::chrono::hours(1)) {
    return "less than an hour";
  }
  constexpr std::chrono::days in_hours{2};
  return age < in_hours ? counted(hours.count(), "hour") : counted(days.count(), "day");
}

std::string day_text(std::chrono::year_month_day day) {
  return std::to_string(static_cast<int>(day.year())) + "-" +
         two_digits(static_cast<unsigned>(day.month())) + "-" +
         two_digits(static_cast<unsigned>(day.day()));
}

std::optional<std::chrono::year_month_day> parse_day(std::string_view text) {
  if (text.size() != date_length || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const auto year = parse_integer(text.substr(0, 4));
  const auto month = parse_integer(text.substr(5, 2));
  const auto day = parse_integer(text.substr(8, 2));
  if (!year || !month || !day || *year < 0 || *month < 0 || *day < 0) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

Instant beginning_of(std::chrono::year_month_day day) {
  return from_local({.date = day}, "Europe/London").value_or(Instant(std::chrono::sys_days(day)));
}

Instant end_of(std::chrono::year_month_day day) {
  return beginning_of(std::chrono::sys_days(day) + std::chrono::days(1));
}

}  // namespace soundings::serve
