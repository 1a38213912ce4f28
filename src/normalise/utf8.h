// Small questions about UTF-8 text that several files of this module ask of ICU.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <unicode/utypes.h>

namespace soundings::normalise {

/// A code point and the index past its last byte. value: negative when the bytes are not UTF-8.
struct CodePoint {
  UChar32 value = 0;
  std::size_t end = 0;
};
/// at: an index within `text`.
[[nodiscard]] CodePoint code_point(std::string_view text, std::size_t at) noexcept;

/// `text` without the ASCII white space around it.
[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// NFKC and case folded: "\uFF11\uFF15 Years" is "15 years".
[[nodiscard]] std::string folded(std::string_view text);

/// Throws std::runtime_error when ICU cannot do its work (its data is missing).
void check_icu(UErrorCode status);

}  // namespace soundings::normalise
