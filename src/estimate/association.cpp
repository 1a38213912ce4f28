// The second-order test of Rao and Scott.
#include "soundings/estimate/association.h"

#include <cmath>
#include <map>
#include <vector>

#include <Eigen/LU>

#include "soundings/weigh/sum.h"

#include "distributions.h"
#include "influence.h"

namespace soundings::estimate {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using State = weigh::Sample::State;

/// The base as a table of answers (rows) by groups (columns), those that are empty left out.
struct Counted {
  std::vector<std::uint32_t> cells;  ///< of the base, in the order of sums
  std::vector<std::size_t> place;    ///< of each in the table, row-major
  std::size_t answers = 0;
  std::size_t groups = 0;
  std::int64_t n = 0;
};

constexpr std::size_t nowhere = SIZE_MAX;

Counted count(const State& state, std::span<const Domain> groups, const Variable& variable) {
  std::vector<std::size_t> group_of(state.cells->cells.size(), nowhere);
  for (std::size_t group = 0; group < groups.size(); ++group) {
    for (const std::uint32_t cell : groups[group]) {
      group_of[cell] = group;
    }
  }
  Counted counted;
  std::map<double, std::size_t> answers;
  std::map<std::size_t, std::size_t> columns;
  std::vector<std::pair<double, std::size_t>> where;
  for (const std::uint32_t at : state.order) {
    const Cell& cell = state.cells->cells[at];
    const auto value = value_of(variable, cell.answer);
    if (group_of[at] == nowhere || !value || cell.count == 0) {
      continue;
    }
    answers.emplace(*value, 0);
    columns.emplace(group_of[at], 0);
    counted.cells.push_back(at);
    counted.n += cell.count;
    where.emplace_back(*value, group_of[at]);
  }
  for (auto& [value, row] : answers) {
    row = counted.answers++;
  }
  for (auto& [group, column] : columns) {
    column = counted.groups++;
  }
  for (const auto& [value, group] : where) {
    counted.place.push_back(answers.at(value) * counted.groups + columns.at(group));
  }
  return counted;
}

/// The weighted share of each place of the table, and their covariances under the design.
struct Shares {
  VectorXd share;
  MatrixXd covariance;
};

Shares estimate_shares(const State& state, const Counted& counted, LonelyUnit lonely) {
  const std::size_t places = counted.answers * counted.groups;
  std::vector<weigh::Sum> weights(places);
  weigh::Sum whole;
  for (std::size_t i = 0; i < counted.cells.size(); ++i) {
    const std::uint32_t at = counted.cells[i];
    const double weight = state.g[at] * state.cells->cells[at].weight;
    weights[counted.place[i]].add(weight);
    whole.add(weight);
  }
  Shares made{.share = VectorXd(static_cast<Index>(places))};
  std::vector<Influence> influences(places);
  for (std::size_t place = 0; place < places; ++place) {
    const double share = weights[place].value() / whole.value();
    made.share(static_cast<Index>(place)) = share;
    influences[place].cells = counted.cells;
    for (const std::size_t here : counted.place) {
      influences[place].z.push_back(((here == place ? 1.0 : 0.0) - share) / whole.value());
    }
  }
  const std::vector<double> all = covariances(state, influences, lonely);
  made.covariance =
      Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
          all.data(), static_cast<Index>(places), static_cast<Index>(places));
  return made;
}

/// Every contrast of the table that rows and columns alone do not explain.
MatrixXd interactions(Index answers, Index groups) {
  MatrixXd contrasts(answers * groups, (answers - 1) * (groups - 1));
  for (Index place = 0; place < contrasts.rows(); ++place) {
    for (Index column = 0; column < contrasts.cols(); ++column) {
      const Index answer = column / (groups - 1);
      const Index group = column % (groups - 1);
      contrasts(place, column) =
          ((place / groups == answer ? 1.0 : 0.0) - 1.0 / static_cast<double>(answers)) *
          ((place % groups == group ? 1.0 : 0.0) - 1.0 / static_cast<double>(groups));
    }
  }
  return contrasts;
}

/// Pearson's statistic of the shares, for one response.
double pearson(const VectorXd& share, Index answers, Index groups) {
  VectorXd by_answer = VectorXd::Zero(answers);
  VectorXd by_group = VectorXd::Zero(groups);
  for (Index place = 0; place < share.size(); ++place) {
    by_answer(place / groups) += share(place);
    by_group(place % groups) += share(place);
  }
  double sum = 0.0;
  for (Index place = 0; place < share.size(); ++place) {
    const double expected = by_answer(place / groups) * by_group(place % groups);
    sum += (share(place) - expected) * (share(place) - expected) / expected;
  }
  return sum;
}

}  // namespace

Expected<Association, Fault> association(const weigh::Sample& sample,
                                         std::span<const Domain> groups, const Variable& variable,
                                         LonelyUnit lonely) {
  if (auto fault = lonely_stratum(sample.cells(), lonely)) {
    return unexpected(*std::move(fault));
  }
  const State& state = sample.state();
  const Counted counted = count(state, groups, variable);
  Association made{.n = counted.n,
                   .answers = static_cast<std::int64_t>(counted.answers),
                   .groups = static_cast<std::int64_t>(counted.groups)};
  const double df = degrees_of_freedom(state, counted.cells);
  if (counted.answers < 2 || counted.groups < 2 || df < 1.0) {
    return made;
  }
  const auto rows = static_cast<Index>(counted.answers);
  const auto columns = static_cast<Index>(counted.groups);
  const Shares shares = estimate_shares(state, counted, lonely);
  const VectorXd inverse =
      shares.share.unaryExpr([](double share) { return share > 0.0 ? 1.0 / share : 0.0; });
  const MatrixXd scaled = inverse.asDiagonal() * interactions(rows, columns);
  const MatrixXd simple = interactions(rows, columns).transpose() * scaled;
  const Eigen::FullPivLU<MatrixXd> solver(simple);
  if (!solver.isInvertible()) {
    return made;
  }
  const MatrixXd delta = solver.solve(scaled.transpose() * shares.covariance * scaled);
  const double trace = delta.trace();
  if (!(trace > 0.0)) {
    return made;
  }
  made.f = pearson(shares.share, rows, columns) / trace;
  made.ndf = trace * trace / (delta * delta).trace();
  made.ddf = *made.ndf * df;
  made.p = f_upper(*made.f, *made.ndf, *made.ddf);
  return made;
}

}  // namespace soundings::estimate
