// The name that is most like the one that was looked for.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace soundings::receive {

/// The index of the key in `keys` that is nearest to any of `wanted`: one that holds the other is
/// nearer than any that must be changed in two places. Nothing when there are no keys.
[[nodiscard]] std::optional<std::size_t> nearest(std::span<const std::string> wanted,
                                                 std::span<const std::string> keys);

}  // namespace soundings::receive
