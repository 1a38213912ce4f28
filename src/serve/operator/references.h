// The number of a person's request, as it goes into the audit.
#pragma once

#include <string>

#include "http/problem.h"

namespace soundings::serve {

/// A reference goes into the audit, which is never shortened: it must not be able to hold a name.
[[nodiscard]] bool is_reference(const std::string& text);

[[nodiscard]] Problem malformed_reference();

}  // namespace soundings::serve
