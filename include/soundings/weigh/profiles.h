// Raking of a scope that is already counted by profile: the step that is repeated
// for every month when figures are computed again (docs/methods/cells.md).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/weigh/state.h"

namespace soundings::weigh {

/// One margin over profiles: the category of each, and the target of each category. Every
/// category has a target above 0 and somebody in it; all margins share one total.
struct ProfileMargin {
  std::vector<std::uint32_t> category;
  std::vector<double> target;
};

/// base: sum of base weights of each profile; 0 where nobody is. Everybody weighs alike and there
/// is one stratum, so base is also the sum of squares. Faults: not_converged, naming the margin by
/// its position.
[[nodiscard]] Expected<Projection, Fault> rake_profiles(std::span<const double> base,
                                                        std::span<const ProfileMargin> margins,
                                                        int max_cycles = 500);

}  // namespace soundings::weigh
