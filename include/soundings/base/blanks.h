// Blanks around a text that somebody typed.
#pragma once

#include <algorithm>
#include <string_view>

namespace soundings {

/// The text without the spaces, tabs and line ends around it; empty when it has nothing else.
[[nodiscard]] constexpr std::string_view without_blanks(std::string_view text) noexcept {
  constexpr std::string_view blanks = " \t\r\n";
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

}  // namespace soundings
