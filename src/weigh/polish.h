// What proportional fitting leaves undone when it is slow, finished by Newton's
// method, so that the weights are those of the exact solution (docs/methods/raking.md).
#pragma once

#include "rake.h"

namespace soundings::weigh {

/// raked: near the answer. Unchanged when a step would not bring it nearer.
[[nodiscard]] Raked polish(const Problem& problem, Raked raked);

}  // namespace soundings::weigh
