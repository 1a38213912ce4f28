// The form in which equal texts have equal bytes, for modules that compare texts of files.
#pragma once

#include <string>
#include <string_view>

namespace soundings::receive {

/// NFC of valid UTF-8.
[[nodiscard]] std::string composed(std::string_view text);

}  // namespace soundings::receive
