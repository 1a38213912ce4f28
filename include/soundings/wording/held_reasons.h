// Why an item is held, in words: what happened and what would make it pass. One place for pages,
// files and JSON.
#pragma once

#include <string_view>

namespace soundings::wording {

struct HeldReason {
  std::string_view code;
  std::string_view name;     ///< "area unknown"
  std::string_view meaning;  ///< a sentence
  std::string_view remedy;   ///< what would make it pass, in a sentence or two
};

/// The words of a code that an item is held for. A code without words has general ones, whose
/// `code` is empty.
[[nodiscard]] const HeldReason& held_reason(std::string_view code) noexcept;

/// The kind of value that an error is about, as it is stored: "a short text" for "short_text".
/// Empty where it is not known.
[[nodiscard]] std::string_view value_kind(std::string_view value_class) noexcept;

}  // namespace soundings::wording
