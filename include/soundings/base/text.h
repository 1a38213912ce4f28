// Text as protocols check, compare and escape it: UTF-8, ASCII letters without their case, and
// percent-encoding. Pure functions; none knows a language.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soundings {

/// Whether two names are the same, whatever the case of their ASCII letters.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b) noexcept;

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// The same text in one form however it was typed (Unicode NFKC); bytes that are not UTF-8 come
/// back as they are.
[[nodiscard]] std::string composed(std::string_view text);

/// The bytes `text` stands for (RFC 3986, 2.1), whatever they are; nothing when a '%' is not
/// followed by two hexadecimal digits. '+' stays '+'.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

/// The reverse: every byte but letters, digits and "-._~" as '%' and two upper-case digits.
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// The character of one well-formed UTF-8 sequence.
[[nodiscard]] std::uint32_t code_point(std::string_view sequence) noexcept;

/// Whether a character is a control, or one that turns words round or has no width: in the text of
/// others it moves a terminal's cursor or hides what is written.
[[nodiscard]] bool is_unseen(std::uint32_t code) noexcept;

/// A character in four hexadecimal digits or more: "202e".
enum class Letters { small, great };
[[nodiscard]] std::string hexadecimal(std::uint32_t code, Letters letters);

/// The escape of a character in a JSON string (RFC 8259, 7): "\u202e"; two for what lies beyond the
/// first plane.
[[nodiscard]] std::string json_escape(std::uint32_t code);

}  // namespace soundings
