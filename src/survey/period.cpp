// The reporting window and its text form.
#include "soundings/survey/period.h"

#include <charconv>

namespace soundings {
namespace {

constexpr std::string_view one_wave = "wave-";
constexpr std::string_view many_waves = "waves-";

/// A wave number as it is written: from 1, no sign, no leading zero.
std::optional<int> parse_wave(std::string_view text) noexcept {
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || text.front() == '0' ||
      number < 1) {
    return std::nullopt;
  }
  return number;
}

std::optional<Period> parse_waves(std::string_view text) noexcept {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) {
    return std::nullopt;
  }
  const auto first = parse_wave(text.substr(0, dash));
  const auto last = parse_wave(text.substr(dash + 1));
  if (!first || !last || *last < *first) {
    return std::nullopt;
  }
  return Period::waves(*first, *last);
}

std::optional<Period> parse_months(std::string_view text) noexcept {
  const auto slash = text.find('/');
  const auto first = parse_month(text.substr(0, slash));
  if (!first) {
    return std::nullopt;
  }
  if (slash == std::string_view::npos) {
    return Period::month(*first);
  }
  const auto last = parse_month(text.substr(slash + 1));
  if (!last || *last < *first) {
    return std::nullopt;
  }
  return Period::months(*first, *last);
}

}  // namespace

Period Period::month(Month month) noexcept {
  return months(month, month);
}

Period Period::months(Month first, Month last) noexcept {
  Period period;
  period.first = first;
  period.last = last;
  return period;
}

Period Period::waves(int first, int last) noexcept {
  Period period;
  period.kind = Kind::waves;
  period.first_wave = first;
  period.last_wave = last;
  return period;
}

bool Period::single() const noexcept {
  return kind == Kind::months ? first == last : first_wave == last_wave;
}

std::string to_text(const Period& period) {
  if (period.kind == Period::Kind::months) {
    return period.single() ? to_text(period.first)
                           : to_text(period.first) + "/" + to_text(period.last);
  }
  if (period.single()) {
    return std::string(one_wave) + std::to_string(period.first_wave);
  }
  return std::string(many_waves) + std::to_string(period.first_wave) + "-" +
         std::to_string(period.last_wave);
}

std::optional<Period> parse_period(std::string_view text) noexcept {
  if (text.starts_with(many_waves)) {
    return parse_waves(text.substr(many_waves.size()));
  }
  if (text.starts_with(one_wave)) {
    const auto number = parse_wave(text.substr(one_wave.size()));
    return number ? std::optional(Period::waves(*number, *number)) : std::nullopt;
  }
  return parse_months(text);
}

}  // namespace soundings
