// Bytes packed as gzip, and unpacked.
#pragma once

#include <string>
#include <string_view>

namespace soundings {

/// A gzip file (RFC 1952) of `plain`, without name and time: equal bytes for equal ones. plain:
/// under 4 GiB. Throws std::runtime_error when zlib fails.
[[nodiscard]] std::string gzip(std::string_view plain);

/// The bytes of a gzip file (RFC 1952). Throws std::runtime_error for bytes that are none.
[[nodiscard]] std::string gunzip(std::string_view packed);

}  // namespace soundings
