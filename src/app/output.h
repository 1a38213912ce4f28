// Results leave by standard output or whole into a file, never half of one.
#pragma once

#include <string>
#include <string_view>

#include "options.h"

namespace soundings::app {

/// path: empty or "-" for standard output. A file is written beside its place and moved there.
/// Throws std::system_error when it cannot be written.
[[nodiscard]] Exit write_result(const std::string& path, std::string_view content);

}  // namespace soundings::app
