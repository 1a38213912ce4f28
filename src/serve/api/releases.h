// Where the files of releases are.
#pragma once

#include <string>

namespace soundings::serve {

/// The address of a file of a release.
[[nodiscard]] std::string file_address(const std::string& release, const std::string& name);

}  // namespace soundings::serve
