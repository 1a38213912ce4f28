// Bytes that were packed when the program was built, unpacked.
#pragma once

#include <string>
#include <string_view>

namespace soundings {

/// The bytes of a gzip file (RFC 1952). Throws std::runtime_error for bytes that are none.
[[nodiscard]] std::string gunzip(std::string_view packed);

}  // namespace soundings
