// Linear algebra by Eigen.
#include "linear.h"

#include <cmath>

#include <Eigen/Cholesky>
#include <Eigen/QR>

namespace soundings::weigh {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Map<const RowMajor> view(const Matrix& matrix) {
  return {matrix.values.data(), static_cast<Eigen::Index>(matrix.rows),
          static_cast<Eigen::Index>(matrix.columns)};
}

}  // namespace

Matrix orthonormal_basis(const Matrix& design) {
  Eigen::MatrixXd scaled = view(design);
  for (Eigen::Index j = 0; j < scaled.cols(); ++j) {
    const double length = scaled.col(j).norm();
    if (length > 0.0) {
      scaled.col(j) /= length;
    }
  }
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(scaled);
  qr.setThreshold(1e-10);
  const Eigen::Index rank = qr.rank();
  const Eigen::MatrixXd thin = qr.householderQ() * Eigen::MatrixXd::Identity(scaled.rows(), rank);
  Matrix basis{.rows = design.rows,
               .columns = static_cast<std::size_t>(rank),
               .values = std::vector<double>(design.rows * static_cast<std::size_t>(rank))};
  Eigen::Map<RowMajor>(basis.values.data(), thin.rows(), thin.cols()) = thin;
  return basis;
}

Matrix generalised_inverse(const Matrix& symmetric) {
  Eigen::MatrixXd scaled = view(symmetric);
  const Eigen::VectorXd scale = scaled.diagonal().unaryExpr(
      [](double length) { return length > 0.0 ? 1.0 / std::sqrt(length) : 0.0; });
  scaled = scale.asDiagonal() * scaled * scale.asDiagonal();
  const Eigen::LDLT<Eigen::MatrixXd> parts(scaled);
  const double largest = parts.vectorD().size() > 0 ? parts.vectorD().maxCoeff() : 0.0;
  const Eigen::VectorXd pivots = parts.vectorD().unaryExpr(
      [largest](double pivot) { return pivot > 1e-10 * largest ? 1.0 / std::sqrt(pivot) : 0.0; });
  // S = P'LDL'P, so with R = L^-1 P and D's pivots inverted where there are any, N = R'D+R.
  Eigen::MatrixXd right = parts.transpositionsP() * Eigen::MatrixXd(scale.asDiagonal());
  parts.matrixL().solveInPlace(right);
  right = pivots.asDiagonal() * right;
  Matrix inverse{.rows = symmetric.rows,
                 .columns = symmetric.rows,
                 .values = std::vector<double>(symmetric.rows * symmetric.rows)};
  Eigen::Map<RowMajor>(inverse.values.data(), right.cols(), right.cols()).noalias() =
      right.transpose() * right;
  return inverse;
}

Matrix multiply(const Matrix& a, const Matrix& b) {
  Matrix product{
      .rows = a.rows, .columns = b.columns, .values = std::vector<double>(a.rows * b.columns)};
  Eigen::Map<RowMajor>(product.values.data(), static_cast<Eigen::Index>(a.rows),
                       static_cast<Eigen::Index>(b.columns))
      .noalias() = view(a) * view(b);
  return product;
}

std::vector<double> solve_symmetric(const Matrix& system, std::span<const double> right) {
  const Eigen::Map<const Eigen::VectorXd> b(right.data(), static_cast<Eigen::Index>(right.size()));
  std::vector<double> solution(right.size());
  Eigen::Map<Eigen::VectorXd>(solution.data(), b.size()) =
      Eigen::MatrixXd(view(system)).ldlt().solve(b);
  return solution;
}

}  // namespace soundings::weigh
