// Numbers as text. Everything goes by the shortest decimal digits of a double (to_chars,
// Ryu's guarantee): what a person would write down is what is rounded.
#include "soundings/base/number.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <utility>

namespace soundings {
namespace {

// Outside these powers of ten a number is easier to read, and shorter, with an exponent.
constexpr int smallest_plain_point = -5;
constexpr int largest_plain_point = 21;

/// 0.d1d2d3... times ten to the `point`. digits: no trailing zeros; empty for zero.
struct Decimal {
  bool negative = false;
  std::string digits;
  int point = 0;
};

void strip_trailing_zeros(Decimal& number) {
  number.digits.erase(number.digits.find_last_not_of('0') + 1);
  if (number.digits.empty()) {
    number = Decimal{};
  }
}

Decimal decimal(double value) {
  assert(std::isfinite(value));
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                     std::chars_format::scientific);
  const std::string_view text(buffer.data(), written.ptr);
  const auto mark = text.find('e');
  auto exponent = text.substr(mark + 1);
  if (exponent.front() == '+') {
    exponent.remove_prefix(1);
  }
  Decimal number{.negative = std::signbit(value), .digits = std::string(text.substr(0, mark))};
  std::erase(number.digits, '.');
  std::from_chars(exponent.data(), exponent.data() + exponent.size(), number.point);
  ++number.point;
  strip_trailing_zeros(number);
  return number;
}

/// The first `kept` digits, the rest rounded half away from zero. kept: may be zero or less.
Decimal keep_digits(Decimal number, int kept) {
  if (kept < 0) {
    return {};
  }
  const auto count = static_cast<std::size_t>(kept);
  if (count >= number.digits.size()) {
    return number;
  }
  const bool up = number.digits[count] >= '5';
  number.digits.resize(count);
  if (up) {
    const auto last = number.digits.find_last_not_of('9');
    if (last == std::string::npos) {
      number.digits = "1";
      ++number.point;
    } else {
      number.digits.resize(last + 1);
      ++number.digits[last];
    }
  }
  strip_trailing_zeros(number);
  return number;
}

std::string plain(const Decimal& number) {
  std::string text = number.negative ? "-" : "";
  if (number.point <= 0) {
    text += '0';
    if (!number.digits.empty()) {
      text += '.' + std::string(static_cast<std::size_t>(-number.point), '0') + number.digits;
    }
    return text;
  }
  const auto whole = static_cast<std::size_t>(number.point);
  if (number.digits.size() <= whole) {
    return text + number.digits + std::string(whole - number.digits.size(), '0');
  }
  return text + number.digits.substr(0, whole) + '.' + number.digits.substr(whole);
}

std::string with_exponent(const Decimal& number) {
  std::string text = number.negative ? "-" : "";
  text += number.digits.front();
  if (number.digits.size() > 1) {
    text += '.' + number.digits.substr(1);
  }
  const int exponent = number.point - 1;
  return text + (exponent < 0 ? "e" : "e+") + std::to_string(exponent);
}

std::string text_of(const Decimal& number) {
  const bool readable = number.point >= smallest_plain_point && number.point <= largest_plain_point;
  return readable ? plain(number) : with_exponent(number);
}

}  // namespace

std::string shortest(double value) {
  return text_of(decimal(value));
}

std::string significant(double value, int digits) {
  assert(digits >= 1 && digits <= 17);
  return text_of(keep_digits(decimal(value), digits));
}

std::string rounded(double value, int decimals) {
  assert(decimals >= 0 && decimals <= 15);
  auto number = decimal(value);
  const int kept = number.point + decimals;
  number = keep_digits(std::move(number), kept);
  std::string text = plain(number);
  if (decimals == 0) {
    return text;
  }
  const auto mark = text.find('.');
  const auto places = mark == std::string::npos ? 0 : text.size() - mark - 1;
  if (mark == std::string::npos) {
    text += '.';
  }
  return text + std::string(static_cast<std::size_t>(decimals) - places, '0');
}

std::optional<double> parse_double(std::string_view text) noexcept {
  double value = 0.0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::int64_t> parse_integer(std::string_view text) noexcept {
  std::int64_t value = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end) {
    return std::nullopt;
  }
  return value;
}

std::optional<std::uint16_t> parse_port(std::string_view text) noexcept {
  const bool plain = !text.empty() &&
                     text.find_first_not_of("0123456789") == std::string_view::npos &&
                     (text == "0" || text.front() != '0');
  const auto port = plain ? parse_integer(text) : std::nullopt;
  return port && *port <= 65535 ? std::optional(static_cast<std::uint16_t>(*port)) : std::nullopt;
}

}  // namespace soundings
