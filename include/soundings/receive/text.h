// The form in which equal texts have equal bytes, for modules that compare texts of files.
#pragma once

#include <string>
#include <string_view>

namespace soundings::receive {

/// NFC of valid UTF-8.
[[nodiscard]] std::string composed(std::string_view text);

/// The text of a whole file as UTF-8, in whichever encoding that imports take it is. What is no
/// character becomes U+FFFD.
[[nodiscard]] std::string as_utf8(std::string_view bytes);

}  // namespace soundings::receive
