#include "soundings/weigh/profiles.h"

#include <string>

#include "projection.h"
#include "rake.h"

namespace soundings::weigh {

Expected<Projection, Fault> rake_profiles(std::span<const double> base,
                                          std::span<const ProfileMargin> margins, int max_cycles) {
  Problem problem{.base = {base.begin(), base.end()}, .margins = {}, .total = 0.0};
  for (const ProfileMargin& margin : margins) {
    problem.margins.push_back({.name = std::to_string(problem.margins.size()),
                               .categories = {},
                               .target = margin.target,
                               .category = margin.category,
                               .summary = {}});
  }
  const Raked raked = rake(problem, max_cycles);
  if (!(raked.gap.relative < 1e-9)) {
    const std::string& name = problem.margins[raked.gap.margin].name;
    return unexpected(Fault{.kind = Fault::Kind::not_converged,
                            .margin = name,
                            .category = std::to_string(raked.gap.category),
                            .gap = raked.gap.relative,
                            .message = "margin " + name + ": raking did not converge"});
  }
  return project_strata(problem, raked.g, {.strata = 1, .s1 = problem.base, .s2 = problem.base});
}

}  // namespace soundings::weigh
