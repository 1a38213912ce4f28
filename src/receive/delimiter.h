// Which delimiter makes a table of a text.
#pragma once

#include <optional>
#include <string_view>

#include "csv.h"

namespace soundings::receive {

/// The end of the first line, line ends within quotes passed over.
[[nodiscard]] std::size_t first_line_end(std::string_view text) noexcept;

/// The delimiter of a text whose first line holds one kind of them, or none; nothing when it holds
/// several.
[[nodiscard]] std::optional<char> only_delimiter(std::string_view first_line) noexcept;

/// The delimiter that gives most known names in the first line, then rows as wide as it, then most
/// columns. sample: the beginning of the text, or all of it when `whole`.
[[nodiscard]] char best_delimiter(std::string_view sample, bool whole, const CsvHints& hints);

}  // namespace soundings::receive
