// Instants, civil months and their text. Time enters the program in serve and app
// as a value; nothing below them reads a clock. Time zones are in civil_time.h.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soundings {

/// A point in time in UTC, to the microsecond.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// Microseconds since 1970-01-01T00:00:00Z, the form in which instants are stored.
[[nodiscard]] constexpr std::int64_t epoch_microseconds(Instant at) noexcept {
  return at.time_since_epoch().count();
}
[[nodiscard]] constexpr Instant from_epoch_microseconds(std::int64_t count) noexcept {
  return Instant{std::chrono::microseconds{count}};
}

/// RFC 3339 in UTC: "2019-05-14T09:12:44Z", with a fraction only when there is one.
[[nodiscard]] std::string rfc3339(Instant at);

/// Reads RFC 3339 / ISO 8601 with an explicit zone ("Z" or "+01:00"); nothing otherwise.
[[nodiscard]] std::optional<Instant> parse_rfc3339(std::string_view text) noexcept;

/// A civil month in Europe/London.
class Month {
 public:
  constexpr Month() noexcept = default;
  /// month: 1 to 12.
  constexpr Month(int year, int month) noexcept : index_(year * 12 + month - 1) {}
  [[nodiscard]] static constexpr Month from_index(std::int32_t index) noexcept {
    Month month;
    month.index_ = index;
    return month;
  }

  [[nodiscard]] constexpr int year() const noexcept { return index_ / 12; }
  [[nodiscard]] constexpr int month() const noexcept { return index_ % 12 + 1; }
  /// Months since year 0; consecutive months differ by one.
  [[nodiscard]] constexpr std::int32_t index() const noexcept { return index_; }
  [[nodiscard]] constexpr Month plus(int months) const noexcept {
    return from_index(index_ + months);
  }

  friend constexpr auto operator<=>(Month, Month) noexcept = default;

 private:
  std::int32_t index_ = 0;
};

/// "2019-05".
[[nodiscard]] std::string to_text(Month month);

/// Reads "2019-05" exactly; nothing for any other text or a month outside 1 to 12.
[[nodiscard]] std::optional<Month> parse_month(std::string_view text) noexcept;

}  // namespace soundings
