// Rows of text as aligned columns, for lists that people read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soundings::app {

/// Each column as wide as its widest cell, two spaces between, the last one ragged. A cell that is
/// empty prints as "-". Cells are shown as visible() shows them.
[[nodiscard]] std::string columns(const std::vector<std::vector<std::string>>& rows);

/// `text` with every control and direction character as its code, "<U+202E>", so that what a sender
/// wrote cannot move a terminal's cursor or turn its words round. Line feeds and tabs stay when
/// `lines` says so.
enum class Lines { one, many };
[[nodiscard]] std::string visible(std::string_view text, Lines lines = Lines::one);

/// A JSON document with the same characters as escapes, "\u202e": what it says does not change.
[[nodiscard]] std::string visible_json(std::string_view json);

}  // namespace soundings::app
