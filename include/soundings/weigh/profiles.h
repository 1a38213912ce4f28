// Raking of a scope that is already counted by profile: the step that is repeated
// for every month when figures are computed again (docs/methods/cells.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/weigh/calibrate.h"

namespace soundings::weigh {

/// One margin over profiles: the category of each, and the target of each category. Every
/// category has a target above 0 and somebody in it; all margins share one total.
struct ProfileMargin {
  std::vector<std::uint32_t> category;
  std::vector<double> target;
};

/// What raking did to a scope, over the categories of all margins, one margin after another.
/// With X the 0/1 matrix of profiles by categories, D the base weights and W = X'diag(g^2 D)X:
struct ProfileCalibration {
  std::size_t margins = 0;
  std::size_t categories = 0;
  std::vector<std::uint32_t> category;  ///< profiles x margins: the categories a profile is in
  std::vector<double> weight;           ///< g of each profile
  std::vector<double> inverse;          ///< categories squared: N, a generalised inverse of X'DX
  std::vector<double> spread;           ///< categories squared: N W N
  std::vector<double> held;             ///< categories: N X'(g D)
};

/// base: sum of base weights of each profile; 0 where nobody is. Everybody weighs alike and there
/// is one stratum, so base is also the sum of squares. Faults: not_converged, naming the margin by
/// its position.
[[nodiscard]] Expected<ProfileCalibration, Fault> rake_profiles(
    std::span<const double> base, std::span<const ProfileMargin> margins, int max_cycles = 500);

}  // namespace soundings::weigh
