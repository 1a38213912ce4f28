// The token of a visit's forms as pages hold it: under a mask that each reply makes anew, so that
// the length of a compressed page reveals nothing of the token (the attack called BREACH).
#pragma once

#include <string>
#include <string_view>

namespace soundings::serve {

/// token: hexadecimal. A random mask, and the token under it: twice as long.
[[nodiscard]] std::string masked(std::string_view token);

/// The token again; empty for a text that is none under a mask.
[[nodiscard]] std::string unmasked(std::string_view text);

}  // namespace soundings::serve
