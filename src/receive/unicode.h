// The little of Unicode that decoding needs (ICU behind a plain face): what cannot be seen, and
// the form in which equal strings have equal bytes.
#pragma once

#include <string>
#include <string_view>

namespace soundings::receive {

/// Whether valid UTF-8 has nothing in it but white space, invisible characters and controls.
[[nodiscard]] bool is_invisible(std::string_view text) noexcept;

/// Appends the NFC of `text`, which is valid UTF-8.
void append_nfc(std::string& to, std::string_view text);

}  // namespace soundings::receive
