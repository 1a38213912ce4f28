// application/x-www-form-urlencoded: one response, a field a pair.
#pragma once

#include <string_view>

#include "soundings/receive/receive.h"

namespace soundings::receive {

/// Names are those of a CSV header; "answers[x]" is "answers/x". Problems: malformed_form,
/// nul_byte, invalid_utf8, duplicate_key, string_too_long, header_unreadable.
[[nodiscard]] Submission read_form(std::string_view body, const Layout& layout,
                                   const Limits& limits);

}  // namespace soundings::receive
