// Who may do what: the one place that decides it.
#pragma once

#include "soundings/access/permission.h"
#include "soundings/access/principal.h"

namespace soundings::access {

/// Pure. What the principal asks about (which source, which item) is for the module that is asked.
[[nodiscard]] bool may(const Principal& who, Permission what) noexcept;

}  // namespace soundings::access
