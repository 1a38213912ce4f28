// UTF-8 that was read as Windows-1252 and written out again ("CafÃ©"), undone only
// where no other reading is possible.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace soundings::normalise {

/// The text as it was before, or nothing when that is not certain: every character beyond ASCII
/// must be one that Windows-1252 has, together they must spell UTF-8 to the last byte, and what
/// they spell must be letters and marks that people here write. text: valid UTF-8.
[[nodiscard]] std::optional<std::string> repaired(std::string_view text);

}  // namespace soundings::normalise
