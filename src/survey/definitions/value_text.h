// Values and pointers as faults print them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soundings::definition {

/// RFC 6901: {"items", "0", "a/b"} -> "/items/0/a~1b".
[[nodiscard]] std::string pointer_of(const std::vector<std::string>& path);

/// At most 80 bytes of `text`, cut between characters and marked "..." when there is more.
[[nodiscard]] std::string shortened(std::string_view text);

/// Spellings that differ only in case, spaces or punctuation have one key; a last "NPU" is
/// dropped. ASCII only: enough to find two names in our own files that readers would confuse.
[[nodiscard]] std::string spelling_key(std::string_view text);

}  // namespace soundings::definition
