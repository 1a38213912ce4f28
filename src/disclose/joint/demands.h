// What must be possible of each hidden figure for a release to pass.
#pragma once

#include <span>
#include <vector>

#include "soundings/disclose/printed.h"
#include "soundings/disclose/protection_parameters.h"
#include "soundings/disclose/publication.h"
#include "soundings/disclose/witness.h"

namespace soundings::disclose {

/// One of these conditions is to be proved.
struct Demand {
  std::vector<Condition> any_of;
};

/// The demands of every hidden row, each once, in the order of the rows.
[[nodiscard]] std::vector<Demand> demands_of(const Publication& publication,
                                             std::span<const PrintedFigure> printed,
                                             const ProtectionParameters& parameters);

}  // namespace soundings::disclose
