#include "bounded.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "soundings/weigh/sum.h"

#include "linear.h"

namespace soundings::weigh {
namespace {

constexpr int max_steps = 200;
constexpr double aim = 1e-13;

/// The dual problem: one multiplier per category, all margins in a row.
class Dual {
 public:
  Dual(const Problem& problem, const std::array<double, 2>& bounds)
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

  [[nodiscard]] std::vector<double> from(const Raked& start) const {
    std::vector<double> lambda;
    for (const auto& factors : start.log_factors) {
      lambda.insert(lambda.end(), factors.begin(), factors.end());
    }
    for (std::size_t k = 0; k < problem_.margins.front().target.size(); ++k) {
      lambda[k] -= std::log(scale_);
    }
    return lambda;
  }

  [[nodiscard]] double exponent(std::size_t r, const std::vector<double>& lambda) const {
    double u = 0.0;
    for (std::size_t m = 0; m < problem_.margins.size(); ++m) {
      u += lambda[first_[m] + problem_.margins[m].category[r]];
    }
    return u;
  }

  [[nodiscard]] bool inside(double u) const { return u > low_ && u < high_; }

  /// g of every profile on the scale of Raked::g.
  [[nodiscard]] std::vector<double> weights(const std::vector<double>& lambda) const {
    std::vector<double> g(problem_.base.size());
    for (std::size_t r = 0; r < g.size(); ++r) {
      g[r] = scale_ * std::exp(std::clamp(exponent(r, lambda), low_, high_));
    }
    return g;
  }

  /// The convex function whose gradient is `excess`; its minimum is the answer.
  [[nodiscard]] double objective(const std::vector<double>& lambda) const {
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

  /// Weighted sums less targets, per category.
  [[nodiscard]] std::vector<double> excess(const std::vector<double>& lambda) const {
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

  /// Second derivatives, with `ridge` of the weighted sums on the diagonal.
  [[nodiscard]] Matrix curvature(const std::vector<double>& lambda, double ridge) const {
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

 private:
  const Problem& problem_;
  double low_;
  double high_;
  double scale_ = 1.0;
  std::vector<std::size_t> first_;
  std::vector<double> targets_;
};

std::vector<double> moved(const std::vector<double>& lambda, const std::vector<double>& step,
                          double length) {
  std::vector<double> next(lambda);
  for (std::size_t k = 0; k < next.size(); ++k) {
    next[k] -= length * step[k];
  }
  return next;
}

}  // namespace

Bounded rake_within(const Problem& problem, const Raked& start,
                    const std::array<double, 2>& bounds) {
  const Dual dual(problem, bounds);
  std::vector<double> lambda = dual.from(start);
  Bounded answer{.g = dual.weights(lambda), .at_bound = {}, .steps = 0, .gap = {}};
  answer.gap = worst_gap(problem, answer.g);
  double ridge = 1e-12;
  while (answer.gap.relative >= aim && answer.steps < max_steps && ridge < 1e6) {
    ++answer.steps;
    const std::vector<double> off = dual.excess(lambda);
    const std::vector<double> step = solve_symmetric(dual.curvature(lambda, ridge), off);
    const double slope = std::inner_product(off.begin(), off.end(), step.begin(), 0.0);
    const double here = dual.objective(lambda);
    bool taken = false;
    for (double length = 1.0; length > 1e-6 && !taken; length /= 2.0) {
      const std::vector<double> next = moved(lambda, step, length);
      std::vector<double> g = dual.weights(next);
      const Gap gap = worst_gap(problem, g);
      if (gap.relative < answer.gap.relative ||
          dual.objective(next) < here - 1e-4 * length * slope) {
        lambda = next;
        answer.g = std::move(g);
        answer.gap = gap;
        taken = true;
      }
    }
    ridge = taken ? std::max(1e-12, ridge / 100.0) : ridge * 100.0;
    if (!taken && answer.gap.relative < 1e-12) {
      break;
    }
  }
  for (std::size_t r = 0; r < problem.base.size(); ++r) {
    answer.at_bound.push_back(!dual.inside(dual.exponent(r, lambda)));
  }
  return answer;
}

}  // namespace soundings::weigh
