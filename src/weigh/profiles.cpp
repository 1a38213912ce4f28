// Raking of counts by profile.
#include "soundings/weigh/profiles.h"

#include <numeric>
#include <string>
#include <utility>

#include "linear.h"
#include "rake.h"

namespace soundings::weigh {
namespace {

/// X'diag(by)X: how much of `by` lies in each pair of categories.
Matrix crossed(const ProfileCalibration& made, std::span<const double> by) {
  Matrix sums{.rows = made.categories,
              .columns = made.categories,
              .values = std::vector<double>(made.categories * made.categories, 0.0)};
  for (std::size_t r = 0; r < by.size(); ++r) {
    const std::uint32_t* in = made.category.data() + r * made.margins;
    for (std::size_t m = 0; m < made.margins; ++m) {
      for (std::size_t n = 0; n < made.margins; ++n) {
        sums.at(in[m], in[n]) += by[r];
      }
    }
  }
  return sums;
}

/// The categories of each profile, counted through all margins.
void lay_out(std::span<const ProfileMargin> margins, std::size_t profiles,
             ProfileCalibration& made) {
  made.margins = margins.size();
  made.category.resize(profiles * margins.size());
  for (std::size_t m = 0; m < margins.size(); ++m) {
    for (std::size_t r = 0; r < profiles; ++r) {
      made.category[r * made.margins + m] =
          static_cast<std::uint32_t>(made.categories) + margins[m].category[r];
    }
    made.categories += margins[m].target.size();
  }
}

ProfileCalibration describe(std::span<const double> base, std::span<const ProfileMargin> margins,
                            std::vector<double> g) {
  ProfileCalibration made;
  lay_out(margins, base.size(), made);
  std::vector<double> second(base.size());
  std::vector<double> held(made.categories, 0.0);
  for (std::size_t r = 0; r < base.size(); ++r) {
    second[r] = g[r] * g[r] * base[r];
    for (std::size_t m = 0; m < made.margins; ++m) {
      held[made.category[r * made.margins + m]] += g[r] * base[r];
    }
  }
  const Matrix inverse = generalised_inverse(crossed(made, base));
  made.spread = multiply(multiply(inverse, crossed(made, second)), inverse).values;
  made.held = multiply(inverse, {.rows = made.categories, .columns = 1, .values = held}).values;
  made.inverse = inverse.values;
  made.weight = std::move(g);
  return made;
}

}  // namespace

Expected<ProfileCalibration, Fault> rake_profiles(std::span<const double> base,
                                                  std::span<const ProfileMargin> margins,
                                                  int max_cycles) {
  Problem problem{.base = {base.begin(), base.end()}, .total = 0.0};
  for (const ProfileMargin& margin : margins) {
    problem.margins.push_back({.name = std::to_string(problem.margins.size()),
                               .target = margin.target,
                               .category = margin.category});
  }
  if (!margins.empty()) {
    problem.total =
        std::accumulate(margins.front().target.begin(), margins.front().target.end(), 0.0);
  }
  Raked raked = rake(problem, max_cycles);
  if (!(raked.gap.relative < tolerable_gap)) {
    const std::string& name = problem.margins[raked.gap.margin].name;
    return unexpected(Fault{.kind = Fault::Kind::not_converged,
                            .margin = name,
                            .category = std::to_string(raked.gap.category),
                            .gap = raked.gap.relative,
                            .message = "margin " + name + ": raking did not converge"});
  }
  return describe(base, margins, std::move(raked.g));
}

}  // namespace soundings::weigh
