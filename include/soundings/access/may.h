// Who may do what: the one place that decides it.
#pragma once

#include "soundings/access/permission.h"
#include "soundings/access/principal.h"

namespace soundings::access {

/// Pure. What the principal asks about (which source, which item) is for the module that is asked.
[[nodiscard]] bool may(const Principal& who, Permission what) noexcept;

/// Whether people of this role must prove more than a password: all who see working figures, held
/// items or the audit, or who change what others see.
[[nodiscard]] bool needs_second_factor(Role role) noexcept;

}  // namespace soundings::access
