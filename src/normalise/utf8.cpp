#include "utf8.h"

#include <cstdint>
#include <stdexcept>

#include <unicode/utf8.h>

namespace soundings::normalise {

CodePoint code_point(std::string_view text, std::size_t at) noexcept {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t length = text.size();
  UChar32 value = 0;
  U8_NEXT(bytes, at, length, value);
  return {.value = value, .end = at};
}

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t from = text.find_first_not_of(space);
  if (from == std::string_view::npos) {
    return {};
  }
  return text.substr(from, text.find_last_not_of(space) - from + 1);
}

void check_icu(UErrorCode status) {
  if (U_FAILURE(status)) {
    throw std::runtime_error(u_errorName(status));
  }
}

}  // namespace soundings::normalise
