// Why a release is refused, in words that name no cell.
#pragma once

#include <optional>

#include "soundings/disclose/protect.h"

#include "joint/gate.h"

namespace soundings::disclose {

/// Empty when the gate passed. Else the table, the item and what could not be proved of it; not the
/// cell, which is what is protected.
[[nodiscard]] std::optional<Refusal> refused(const GateAnswer& answer);

/// A witness that its check does not pass.
[[nodiscard]] Refusal refused(WitnessFault fault);

}  // namespace soundings::disclose
