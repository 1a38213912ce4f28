#include "linear.h"

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

std::vector<double> solve_symmetric(const Matrix& system, std::span<const double> right) {
  const Eigen::Map<const Eigen::VectorXd> b(right.data(), static_cast<Eigen::Index>(right.size()));
  std::vector<double> solution(right.size());
  Eigen::Map<Eigen::VectorXd>(solution.data(), b.size()) =
      Eigen::MatrixXd(view(system)).ldlt().solve(b);
  return solution;
}

}  // namespace soundings::weigh
