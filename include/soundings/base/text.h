// Text as protocols compare and escape it: ASCII letters without their case, and
// percent-encoding. Pure functions; neither knows a language.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace soundings {

/// Whether two names are the same, whatever the case of their ASCII letters.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b) noexcept;

/// The bytes `text` stands for (RFC 3986, 2.1), whatever they are; nothing when a '%' is not
/// followed by two hexadecimal digits. '+' stays '+'.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

/// The reverse: every byte but letters, digits and "-._~" as '%' and two upper-case digits.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace soundings
