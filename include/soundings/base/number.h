// Numbers as text and back: the only place where they change form. Locale-free
// throughout. Rounding is done once, half up, on the shortest decimal that reads
// back as the same double, so that 42.15 prints as 42.2 and not, by way of its
// binary neighbour, as 42.1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soundings {

/// The shortest decimal that reads back as `value` ("0.415745", "1e-12"). value: finite.
[[nodiscard]] std::string shortest(double value);

/// `value` to `digits` significant digits, half up, without trailing zeros or exponent
/// where the magnitude allows ("41.57452381"). value: finite; digits: 1 to 17.
[[nodiscard]] std::string significant(double value, int digits);

/// `value` with exactly `decimals` places, half away from zero ("42", "-6.9"); never "-0".
/// value: finite; decimals: 0 to 15.
[[nodiscard]] std::string rounded(double value, int decimals);

/// The whole of `text` as a number; nothing when any character is left over, or out of range.
[[nodiscard]] std::optional<double> parse_double(std::string_view text) noexcept;
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text) noexcept;
/// A TCP port, 0 to 65535, in plain digits: no sign, no space and no leading zero.
[[nodiscard]] std::optional<std::uint16_t> parse_port(std::string_view text) noexcept;

}  // namespace soundings
