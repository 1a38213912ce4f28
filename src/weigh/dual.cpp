// The objective of raking, its gradient and its Hessian.
#include "dual.h"

#include <algorithm>
#include <cmath>

#include "soundings/weigh/sum.h"

namespace soundings::weigh {

Dual::Dual(const Problem& problem, const std::array<double, 2>& bounds)
    : problem_(problem), low_(std::log(bounds[0])), high_(std::log(bounds[1])) {
  for (const FittedMargin& margin : problem.margins) {
    first_.push_back(targets_.size());
    targets_.insert(targets_.end(), margin.target.begin(), margin.target.end());
  }
  Sum base;
  for (const double weight : problem.base) {
    base.add(weight);
  }
  scale_ = problem.total / base.value();
}

std::vector<double> Dual::from(const Raked& start) const {
  std::vector<double> lambda;
  for (const auto& factors : start.log_factors) {
    lambda.insert(lambda.end(), factors.begin(), factors.end());
  }
  for (std::size_t k = 0; k < problem_.margins.front().target.size(); ++k) {
    lambda[k] -= std::log(scale_);
  }
  return lambda;
}

std::vector<double> Dual::beginning(const Raked& start) const {
  return start.gap.relative < tolerable_gap ? from(start)
                                            : std::vector<double>(targets_.size(), 0.0);
}

double Dual::exponent(std::size_t r, const std::vector<double>& lambda) const {
  double u = 0.0;
  for (std::size_t m = 0; m < problem_.margins.size(); ++m) {
    u += lambda[first_[m] + problem_.margins[m].category[r]];
  }
  return u;
}

std::vector<double> Dual::weights(const std::vector<double>& lambda) const {
  std::vector<double> g(problem_.base.size());
  for (std::size_t r = 0; r < g.size(); ++r) {
    g[r] = scale_ * std::exp(std::clamp(exponent(r, lambda), low_, high_));
  }
  return g;
}

double Dual::objective(const std::vector<double>& lambda) const {
  Sum value;
  for (std::size_t r = 0; r < problem_.base.size(); ++r) {
    const double u = exponent(r, lambda);
    const double within = std::exp(std::clamp(u, low_, high_));
    const double beyond = within * (u - std::clamp(u, low_, high_));
    value.add(problem_.base[r] * scale_ * (within + beyond));
  }
  for (std::size_t k = 0; k < targets_.size(); ++k) {
    value.add(-targets_[k] * lambda[k]);
  }
  return value.value();
}

std::vector<double> Dual::excess(const std::vector<double>& lambda) const {
  const std::vector<double> g = weights(lambda);
  std::vector<double> off;
  for (const FittedMargin& margin : problem_.margins) {
    const std::vector<double> sums = margin_sums(problem_, margin, g);
    off.insert(off.end(), sums.begin(), sums.end());
  }
  for (std::size_t k = 0; k < off.size(); ++k) {
    off[k] -= targets_[k];
  }
  return off;
}

Matrix Dual::curvature(const std::vector<double>& lambda, double ridge) const {
  const std::size_t size = targets_.size();
  Matrix h{.rows = size, .columns = size, .values = std::vector<double>(size * size, 0.0)};
  const std::vector<double> g = weights(lambda);
  for (std::size_t r = 0; r < g.size(); ++r) {
    const double weight = g[r] * problem_.base[r];
    const bool moves = inside(exponent(r, lambda));
    for (std::size_t m = 0; m < problem_.margins.size(); ++m) {
      const std::size_t row = first_[m] + problem_.margins[m].category[r];
      h.at(row, row) += ridge * weight;
      for (std::size_t o = 0; moves && o < problem_.margins.size(); ++o) {
        h.at(row, first_[o] + problem_.margins[o].category[r]) += weight;
      }
    }
  }
  return h;
}

}  // namespace soundings::weigh
