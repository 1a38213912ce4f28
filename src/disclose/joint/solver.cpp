// COIN-OR Cbc over Clp: one thread, one search at a time, limits of nodes and never of the clock.
#include "joint/solver.h"

#include <algorithm>
#include <cmath>
#include <mutex>

#include <CbcHeuristic.hpp>
#include <CbcModel.hpp>
#include <CglPreProcess.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>

namespace soundings::disclose {
namespace {

// Cbc and Clp keep some state for the whole process.
std::mutex& one_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

constexpr std::int64_t most_nodes = 1'000'000'000;

double as_limit(std::int64_t limit) {
  if (limit >= no_upper) {
    return COIN_DBL_MAX;
  }
  return limit <= no_lower ? -COIN_DBL_MAX : static_cast<double>(limit);
}

void load(OsiClpSolverInterface& solver, const Linear& system, const std::vector<double>& cost) {
  CoinPackedMatrix matrix(false, 0.0, 0.0);
  matrix.setDimensions(0, static_cast<int>(system.limits.size()));
  std::vector<double> row_lower;
  std::vector<double> row_upper;
  for (const Row& row : system.rows) {
    CoinPackedVector terms;
    for (const Term& term : row.terms) {
      terms.insert(static_cast<int>(term.unknown), static_cast<double>(term.factor));
    }
    matrix.appendRow(terms);
    row_lower.push_back(as_limit(row.lower));
    row_upper.push_back(as_limit(row.upper));
  }
  std::vector<double> lower;
  std::vector<double> upper;
  for (const Limits& limits : system.limits) {
    lower.push_back(as_limit(limits.lower));
    upper.push_back(as_limit(limits.upper));
  }
  solver.messageHandler()->setLogLevel(0);
  solver.loadProblem(matrix, lower.data(), upper.data(), cost.data(), row_lower.data(),
                     row_upper.data());
  for (int at = 0; at < static_cast<int>(system.limits.size()); ++at) {
    solver.setInteger(at);
  }
}

}  // namespace

Found solve(const Linear& system, const std::vector<double>& cost, Search search,
            std::int64_t& nodes) {
  if (nodes <= 0) {
    return {.outcome = Outcome::out_of_nodes};
  }
  const std::scoped_lock lock(one_at_a_time());
  OsiClpSolverInterface solver;
  load(solver, system, cost);
  CglPreProcess smaller;
  smaller.messageHandler()->setLogLevel(0);
  constexpr int passes = 5;
  OsiSolverInterface* reduced = smaller.preProcess(solver, false, passes);
  if (reduced == nullptr) {
    --nodes;
    return {.outcome = Outcome::none};
  }
  CbcModel model(*reduced);
  model.setLogLevel(0);
  model.messageHandler()->setLogLevel(0);
  model.solver()->messageHandler()->setLogLevel(0);
  model.setMaximumNodes(static_cast<int>(std::min<std::int64_t>(nodes, most_nodes)));
  model.setAllowableGap(0.0);
  if (search == Search::first) {
    model.setMaximumSolutions(1);
  }
  CbcRounding rounding(model);
  model.addHeuristic(&rounding);
  model.initialSolve();
  model.branchAndBound();
  nodes -= std::max(1, model.getNodeCount());
  if (model.bestSolution() == nullptr) {
    return {.outcome = model.isProvenInfeasible() ? Outcome::none : Outcome::out_of_nodes};
  }
  smaller.postProcess(*model.solver());
  const double* found = solver.getColSolution();
  Found answer{.outcome = Outcome::found};
  for (std::size_t at = 0; at < system.limits.size(); ++at) {
    answer.values.push_back(std::llround(found[at]));
  }
  return holds(system, answer.values) ? answer : Found{.outcome = Outcome::out_of_nodes};
}

}  // namespace soundings::disclose
