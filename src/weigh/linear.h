// The two pieces of linear algebra that calibration needs, behind a plain face.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace soundings::weigh {

/// A matrix by rows.
struct Matrix {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<double> values;

  [[nodiscard]] double& at(std::size_t row, std::size_t column) {
    return values[row * columns + column];
  }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const {
    return values[row * columns + column];
  }
};

/// Orthonormal columns that span those of `design`; fewer when it is rank-deficient (column
/// pivots under 1e-10 of the largest, columns scaled to length 1, count as none).
[[nodiscard]] Matrix orthonormal_basis(const Matrix& design);

/// N with S N S = S, for a symmetric positive semidefinite S of any rank (pivots under 1e-10 of the
/// largest, S scaled to a unit diagonal, count as none).
[[nodiscard]] Matrix generalised_inverse(const Matrix& symmetric);

[[nodiscard]] Matrix multiply(const Matrix& a, const Matrix& b);

/// Solves a symmetric positive definite system. right: one value per row.
[[nodiscard]] std::vector<double> solve_symmetric(const Matrix& system,
                                                  std::span<const double> right);

}  // namespace soundings::weigh
