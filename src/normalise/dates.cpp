#include "dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "soundings/base/civil_time.h"
#include "soundings/normalise/reason.h"

namespace soundings::normalise {
namespace {

struct Parts {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

/// The next `width` characters as digits and nothing else.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) {
    return std::nullopt;
  }
  int value = 0;
  for (const char c : text.substr(0, width)) {
    if (c < '0' || c > '9') {
      return std::nullopt;
    }
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(width);
  return value;
}

void put(Parts& parts, std::string_view token, int value) {
  if (token == "yyyy") {
    parts.year = value;
  } else if (token == "MM") {
    parts.month = static_cast<unsigned>(value);
  } else if (token == "dd") {
    parts.day = static_cast<unsigned>(value);
  } else if (token == "HH") {
    parts.hour = value;
  } else if (token == "mm") {
    parts.minute = value;
  } else {
    parts.second = value;
  }
}

std::optional<CivilTime> civil(const Parts& parts) {
  const std::chrono::year_month_day date{
      std::chrono::year{parts.year}, std::chrono::month{parts.month}, std::chrono::day{parts.day}};
  if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 59) {
    return std::nullopt;
  }
  return CivilTime{.date = date,
                   .time = std::chrono::hours{parts.hour} + std::chrono::minutes{parts.minute} +
                           std::chrono::seconds{parts.second}};
}

/// All of `text` as `pattern` has it, or nothing.
std::optional<CivilTime> match(std::string_view text, std::string_view pattern) {
  constexpr std::array tokens =
      std::to_array<std::string_view>({"yyyy", "MM", "dd", "HH", "mm", "ss"});
  Parts parts;
  while (!pattern.empty()) {
    const auto* token = std::ranges::find_if(
        tokens, [&](std::string_view candidate) { return pattern.starts_with(candidate); });
    if (token == tokens.end()) {
      if (text.empty() || text.front() != pattern.front()) {
        return std::nullopt;
      }
      text.remove_prefix(1);
      pattern.remove_prefix(1);
      continue;
    }
    const auto value = take_digits(text, token->size());
    if (!value) {
      return std::nullopt;
    }
    put(parts, *token, *value);
    pattern.remove_prefix(token->size());
  }
  return text.empty() ? civil(parts) : std::nullopt;
}

std::optional<CivilTime> match_iso8601(std::string_view text) {
  constexpr std::array patterns =
      std::to_array<std::string_view>({"yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm",
                                       "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"});
  for (const std::string_view pattern : patterns) {
    if (const auto found = match(text, pattern)) {
      return found;
    }
  }
  return std::nullopt;
}

Expected<Instant, std::string_view> in_zone(const CivilTime& time, std::string_view zone) {
  const auto at = from_local(time, zone);
  if (at) {
    return *at;
  }
  switch (at.error()) {
    case LocalFault::never_existed:
      return unexpected(hold::timestamp_nonexistent);
    case LocalFault::happened_twice:
      return unexpected(hold::timestamp_ambiguous);
    case LocalFault::unknown_zone:
      break;
  }
  return unexpected(hold::date_unreadable);
}

std::span<const std::string> native_formats() {
  static const std::array<std::string, 4> formats = {"iso8601", "dd/MM/yyyy HH:mm",
                                                     "dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy"};
  return formats;
}

/// Whether day and month of "05/06/2019" could change places, and nobody has said which is which.
bool reads_two_ways(const CivilTime& time) {
  const auto day = static_cast<unsigned>(time.date.day());
  const auto month = static_cast<unsigned>(time.date.month());
  return day <= 12 && day != month;
}

}  // namespace

Expected<Instant, std::string_view> read_date(std::string_view text,
                                              std::span<const std::string> formats,
                                              std::string_view zone) {
  const bool declared = !formats.empty();
  for (const std::string& format : declared ? formats : native_formats()) {
    const bool iso = format == "iso8601";
    if (iso) {
      if (const auto at = parse_rfc3339(text)) {
        return *at;
      }
    }
    if (const auto found = iso ? match_iso8601(text) : match(text, format)) {
      if (!declared && !iso && reads_two_ways(*found)) {
        return unexpected(hold::date_unreadable);
      }
      return in_zone(*found, zone);
    }
  }
  return unexpected(hold::date_unreadable);
}

}  // namespace soundings::normalise
