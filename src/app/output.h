// Results leave by standard output or whole into a file, never half of one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "options.h"

namespace soundings::app {

/// The exit code, and the reason on standard error, where a folder stands in the place of a file.
[[nodiscard]] std::optional<Exit> no_file_at(const std::string& path);
/// The same where a file stands in the place of a folder.
[[nodiscard]] std::optional<Exit> no_folder_at(const std::string& path);

/// path: empty or "-" for standard output. A file is written beside its place and moved there.
/// Refused where a folder stands there; throws std::system_error when it cannot be written.
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
