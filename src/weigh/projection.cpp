// The projection that takes the margins out of a linearised variable.
#include "projection.h"

#include <cmath>

#include "linear.h"

namespace soundings::weigh {
namespace {

/// Rows of profiles, columns of categories, scaled by sqrt(base); then made orthonormal and
/// divided by sqrt(base).
Matrix scaled_basis(const Problem& problem) {
  Matrix design{.rows = problem.base.size(), .columns = 0};
  for (const FittedMargin& margin : problem.margins) {
    design.columns += margin.target.size();
  }
  design.values.assign(design.rows * design.columns, 0.0);
  std::size_t first = 0;
  for (const FittedMargin& margin : problem.margins) {
    for (std::size_t r = 0; r < design.rows; ++r) {
      design.at(r, first + margin.category[r]) = std::sqrt(problem.base[r]);
    }
    first += margin.target.size();
  }
  Matrix basis = orthonormal_basis(design);
  for (std::size_t r = 0; r < basis.rows; ++r) {
    const double scale = problem.base[r] > 0.0 ? 1.0 / std::sqrt(problem.base[r]) : 0.0;
    for (std::size_t k = 0; k < basis.columns; ++k) {
      basis.at(r, k) *= scale;
    }
  }
  return basis;
}

/// Adds one profile of one stratum to k and b.
void add_profile(const double* row, std::size_t rank, double first, double second, double* k,
                 double* b) {
  for (std::size_t i = 0; i < rank; ++i) {
    k[i] += row[i] * first;
    const double scaled = row[i] * second;
    for (std::size_t j = 0; j < rank; ++j) {
      b[i * rank + j] += scaled * row[j];
    }
  }
}

}  // namespace

Projection project_strata(const Problem& problem, const std::vector<double>& g,
                          const StratumCounts& counts) {
  Matrix basis = scaled_basis(problem);
  const std::size_t rank = basis.columns;
  const std::size_t profiles = problem.base.size();
  Projection made{.rank = rank,
                  .basis = std::move(basis.values),
                  .k = std::vector<double>(counts.strata * rank, 0.0),
                  .b = std::vector<double>(counts.strata * rank * rank, 0.0),
                  .base = problem.base,
                  .weight = g};
  for (std::size_t h = 0; h < counts.strata; ++h) {
    double* b = made.b.data() + h * rank * rank;
    for (std::size_t r = 0; r < profiles; ++r) {
      const std::size_t at = h * profiles + r;
      if (counts.s2[at] > 0.0) {
        add_profile(made.basis.data() + r * rank, rank, g[r] * counts.s1[at],
                    g[r] * g[r] * counts.s2[at], made.k.data() + h * rank, b);
      }
    }
  }
  return made;
}

}  // namespace soundings::weigh
