// Instants and months as text. The grammar is RFC 3339 section 5.6 to the letter, so
// that a sender's stamp is either read as they meant it or not read at all.
#include "soundings/base/time.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace soundings {
namespace {

constexpr std::size_t month_text_length = 7;      // 2019-05
constexpr std::size_t seconds_text_length = 19;   // 2019-05-14T09:12:44
constexpr std::size_t offset_text_length = 6;     // +01:00
constexpr std::size_t digits_of_microsecond = 6;  // further ones are dropped

struct Clock {
  int hour = 0;
  int minute = 0;
  int second = 0;
};

/// `text` as a number when it is digits alone; -1 otherwise.
int digits(std::string_view text) noexcept {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') {
      return -1;
    }
    number = number * 10 + (c - '0');
  }
  return number;
}

std::string padded(int number, std::size_t width) {
  std::array<char, 12> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  const std::string_view text(buffer.data(), written.ptr);
  return std::string(width > text.size() ? width - text.size() : 0, '0').append(text);
}

std::optional<std::chrono::sys_days> parse_date(std::string_view text) noexcept {
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  const int day = digits(text.substr(8, 2));
  if (text[4] != '-' || text[7] != '-' || year < 0 || month < 0 || day < 0) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) {
    return std::nullopt;
  }
  return std::chrono::sys_days{date};
}

/// second may be 60: whether a leap second can stand there is known only in UTC.
std::optional<Clock> parse_clock(std::string_view text) noexcept {
  const Clock clock{.hour = digits(text.substr(0, 2)),
                    .minute = digits(text.substr(3, 2)),
                    .second = digits(text.substr(6, 2))};
  const bool in_range = clock.hour >= 0 && clock.hour <= 23 && clock.minute >= 0 &&
                        clock.minute <= 59 && clock.second >= 0 && clock.second <= 60;
  if (text[2] != ':' || text[5] != ':' || !in_range) {
    return std::nullopt;
  }
  return clock;
}

/// Reads ".25" off the front of `rest`, if it stands there.
std::optional<std::chrono::microseconds> take_fraction(std::string_view& rest) noexcept {
  if (rest.empty() || rest.front() != '.') {
    return std::chrono::microseconds{0};
  }
  rest.remove_prefix(1);
  const auto length = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (length == 0) {
    return std::nullopt;
  }
  const auto kept = std::min(length, digits_of_microsecond);
  int count = digits(rest.substr(0, kept));
  for (auto place = kept; place < digits_of_microsecond; ++place) {
    count *= 10;
  }
  rest.remove_prefix(length);
  return std::chrono::microseconds{count};
}

/// How far local time is ahead of UTC; nothing when `text` is not a zone.
std::optional<std::chrono::minutes> parse_offset(std::string_view text) noexcept {
  if (text == "Z" || text == "z") {
    return std::chrono::minutes{0};
  }
  if (text.size() != offset_text_length || text[3] != ':' || (text[0] != '+' && text[0] != '-')) {
    return std::nullopt;
  }
  const int hours = digits(text.substr(1, 2));
  const int minutes = digits(text.substr(4, 2));
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
    return std::nullopt;
  }
  const std::chrono::minutes ahead{hours * 60 + minutes};
  return text[0] == '-' ? -ahead : ahead;
}

}  // namespace

std::string rfc3339(Instant at) {
  using namespace std::chrono;
  const auto day = floor<days>(at);
  const year_month_day date{day};
  const hh_mm_ss clock{at - day};
  std::string text = padded(static_cast<int>(date.year()), 4) + '-' +
                     padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) + '-' +
                     padded(static_cast<int>(static_cast<unsigned>(date.day())), 2) + 'T' +
                     padded(static_cast<int>(clock.hours().count()), 2) + ':' +
                     padded(static_cast<int>(clock.minutes().count()), 2) + ':' +
                     padded(static_cast<int>(clock.seconds().count()), 2);
  const auto fraction = static_cast<int>(clock.subseconds().count());
  if (fraction != 0) {
    text += '.' + padded(fraction, digits_of_microsecond);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + 'Z';
}

std::optional<Instant> parse_rfc3339(std::string_view text) noexcept {
  if (text.size() <= seconds_text_length || (text[10] != 'T' && text[10] != 't')) {
    return std::nullopt;
  }
  const auto date = parse_date(text.substr(0, 10));
  const auto clock = parse_clock(text.substr(11, 8));
  auto rest = text.substr(seconds_text_length);
  const auto fraction = take_fraction(rest);
  const auto offset = parse_offset(rest);
  if (!date || !clock || !fraction || !offset) {
    return std::nullopt;
  }
  const auto minute =
      *date + std::chrono::hours{clock->hour} + std::chrono::minutes{clock->minute} - *offset;
  const auto minute_of_day = minute - std::chrono::floor<std::chrono::days>(minute);
  if (clock->second == 60 && minute_of_day != std::chrono::minutes{23 * 60 + 59}) {
    return std::nullopt;
  }
  return Instant{minute + std::chrono::seconds{clock->second} + *fraction};
}

std::string to_text(Month month) {
  return padded(month.year(), 4) + '-' + padded(month.month(), 2);
}

std::optional<Month> parse_month(std::string_view text) noexcept {
  if (text.size() != month_text_length || text[4] != '-') {
    return std::nullopt;
  }
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  if (year < 0 || month < 1 || month > 12) {
    return std::nullopt;
  }
  return Month{year, month};
}

}  // namespace soundings
