// Results leave by standard output or whole into a file, never half of one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "options.h"

namespace soundings::app {

/// path: empty or "-" for standard output. A file is written beside its place and moved there.
/// Throws std::system_error when it cannot be written.
[[nodiscard]] Exit write_result(const std::string& path, std::string_view content);

/// The format asked for; else a table on a terminal, and CSV in a pipe or a file.
[[nodiscard]] std::string chosen_format(const std::string& format, const std::string& output);

/// Of standard output; 100 where it is no terminal.
[[nodiscard]] std::size_t terminal_width();

}  // namespace soundings::app
