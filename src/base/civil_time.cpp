#include "soundings/base/civil_time.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

#include <unicode/basictz.h>
#include <unicode/timezone.h>

namespace soundings {
namespace {

constexpr std::string_view london_zone = "Europe/London";

std::unique_ptr<const icu::BasicTimeZone> open_zone(std::string_view name) {
  const icu::UnicodeString id = icu::UnicodeString::fromUTF8(
      icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(id));
  if (zone == nullptr || *zone == icu::TimeZone::getUnknown()) {
    return nullptr;
  }
  if (dynamic_cast<const icu::BasicTimeZone*>(zone.get()) == nullptr) {
    return nullptr;
  }
  return std::unique_ptr<const icu::BasicTimeZone>(
      static_cast<const icu::BasicTimeZone*>(zone.release()));
}

const icu::BasicTimeZone& london() {
  static const std::unique_ptr<const icu::BasicTimeZone> zone = [] {
    auto opened = open_zone(london_zone);
    if (opened == nullptr) {
      throw std::runtime_error("ICU has no time zone Europe/London");
    }
    return opened;
  }();
  return *zone;
}

double milliseconds(std::chrono::microseconds since_epoch) {
  return static_cast<double>(std::chrono::floor<std::chrono::milliseconds>(since_epoch).count());
}

std::chrono::milliseconds offset_at(const icu::BasicTimeZone& zone, Instant at) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0;
  std::int32_t dst = 0;
  zone.getOffset(milliseconds(at.time_since_epoch()), 0, raw, dst, status);
  return std::chrono::milliseconds{raw + dst};
}

/// The instant a local time would be if the clock were read as before (or after) a change; nothing
/// when the clock did not show that time then.
std::optional<Instant> candidate(const icu::BasicTimeZone& zone, std::chrono::microseconds local,
                                 UTimeZoneLocalOption side) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0;
  std::int32_t dst = 0;
  zone.getOffsetFromLocal(milliseconds(local), side, side, raw, dst, status);
  const Instant at{local - std::chrono::milliseconds{raw + dst}};
  if (offset_at(zone, at) != std::chrono::milliseconds{raw + dst}) {
    return std::nullopt;
  }
  return at;
}

}  // namespace

Expected<Instant, LocalFault> from_local(const CivilTime& civil, std::string_view zone_name) {
  std::unique_ptr<const icu::BasicTimeZone> opened;
  if (zone_name != london_zone) {
    opened = open_zone(zone_name);
    if (opened == nullptr) {
      return unexpected(LocalFault::unknown_zone);
    }
  }
  const icu::BasicTimeZone& zone = opened == nullptr ? london() : *opened;
  const std::chrono::microseconds local =
      std::chrono::sys_days(civil.date).time_since_epoch() + civil.time;
  const auto former = candidate(zone, local, UCAL_TZ_LOCAL_FORMER);
  const auto latter = candidate(zone, local, UCAL_TZ_LOCAL_LATTER);
  if (!former && !latter) {
    return unexpected(LocalFault::never_existed);
  }
  if (former && latter && *former != *latter) {
    return unexpected(LocalFault::happened_twice);
  }
  return former ? *former : *latter;
}

std::chrono::year_month_day london_day(Instant at) {
  return std::chrono::year_month_day{
      std::chrono::floor<std::chrono::days>(at + offset_at(london(), at))};
}

Month london_month(Instant at) {
  const auto day = london_day(at);
  return {static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month()))};
}

std::string london_date(Instant at) {
  const auto day = london_day(at);
  std::array<char, 32> text{};
  const int length =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                    static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string london_minute(Instant at) {
  const auto local = std::chrono::floor<std::chrono::minutes>(at + offset_at(london(), at));
  const std::chrono::hh_mm_ss time{local - std::chrono::floor<std::chrono::days>(local)};
  std::array<char, 32> text{};
  const int length =
      std::snprintf(text.data(), text.size(), " %02d:%02d", static_cast<int>(time.hours().count()),
                    static_cast<int>(time.minutes().count()));
  return london_date(at) + std::string(text.data(), static_cast<std::size_t>(length));
}

}  // namespace soundings
