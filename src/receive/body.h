// A JSON text that holds one response or an array of them: a posted body, a file, or
// one line of an NDJSON text.
#pragma once

#include <string_view>

#include "soundings/receive/receive.h"

namespace soundings::receive {

/// What is wrong with one item of an array holds that item alone; what is wrong with the body
/// around them holds it as one. Codes: receive/problem.h.
[[nodiscard]] Decoded read_body(std::string_view body, const Layout& layout, const Limits& limits);

/// A body that is held as one submission, for `problem`.
[[nodiscard]] Decoded whole_body(std::string_view body, Finding problem);

}  // namespace soundings::receive
