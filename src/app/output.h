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

/// A CSV file, and beside it what its columns cannot say: of "may.csv" in "may.csv-metadata.json".
/// Nothing stands beside standard output, nor where there is nothing to say.
[[nodiscard]] Exit write_csv(const std::string& path, std::string_view content,
                             std::string_view metadata);

/// The name a file has in its folder; empty for standard output.
[[nodiscard]] std::string file_name(const std::string& path);

/// The format of figures when none is named: a table on a terminal, CSV in a pipe or a file.
[[nodiscard]] std::string usual_format(const std::string& output);

/// Of standard output; 100 where it is no terminal.
[[nodiscard]] std::size_t terminal_width();

}  // namespace soundings::app
