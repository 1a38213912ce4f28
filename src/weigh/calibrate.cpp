// Calibration of a sample by the method of its plan.
#include "soundings/weigh/calibrate.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "soundings/base/number.h"
#include "soundings/weigh/state.h"

#include "bounded.h"
#include "margins.h"
#include "projection.h"
#include "rake.h"
#include "report.h"

namespace soundings::weigh {
namespace {

constexpr std::uint32_t none = UINT32_MAX;

auto sort_key(const Cell& cell) {
  return std::tie(cell.stratum, cell.codes, cell.answer);
}

std::vector<std::uint32_t> identity(std::size_t size) {
  std::vector<std::uint32_t> order(size);
  std::iota(order.begin(), order.end(), 0U);
  return order;
}

/// Equal contents give equal sums whatever order they arrived in.
void set_order(Sample::State& state) {
  const std::vector<Cell>& cells = state.cells->cells;
  const std::vector<RepeatType>& repeats = state.cells->repeats;
  state.order = identity(cells.size());
  state.repeat_order = identity(repeats.size());
  const auto before = [](const Cell& a, const Cell& b) { return sort_key(a) < sort_key(b); };
  if (std::is_sorted(cells.begin(), cells.end(), before)) {
    return;
  }
  std::sort(state.order.begin(), state.order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return before(cells[a], cells[b]); });
  state.place.resize(cells.size());
  for (std::size_t i = 0; i < state.order.size(); ++i) {
    state.place[state.order[i]] = static_cast<std::uint32_t>(i);
  }
  const auto places = [&](const RepeatType& type) {
    std::vector<std::uint32_t> at;
    at.reserve(type.cells.size());
    for (const std::uint32_t cell : type.cells) {
      at.push_back(state.place[cell]);
    }
    return at;
  };
  std::sort(state.repeat_order.begin(), state.repeat_order.end(),
            [&](std::uint32_t a, std::uint32_t b) {
              return std::make_tuple(places(repeats[a]), repeats[a].held) <
                     std::make_tuple(places(repeats[b]), repeats[b].held);
            });
}

/// Refines one profile for all by each margin in turn, numbering in order of first appearance.
std::vector<std::uint32_t> number_profiles(const FittedMargins& fitted,
                                           std::span<const std::uint32_t> order,
                                           std::size_t& profiles) {
  std::vector<std::uint32_t> profile(order.size(), 0);
  profiles = 1;
  for (const FittedMargin& margin : fitted.margins) {
    const std::size_t width = margin.target.size();
    std::vector<std::uint32_t> number(profiles * width, none);
    std::uint32_t next = 0;
    for (const std::uint32_t c : order) {
      std::uint32_t& slot = number[profile[c] * width + margin.category[c]];
      if (slot == none) {
        slot = next++;
      }
      profile[c] = slot;
    }
    profiles = next;
  }
  return profile;
}

/// The margins seen from the profiles: categories and base weights.
Problem pose(const Cells& cells, std::span<const std::uint32_t> order, FittedMargins fitted,
             std::span<const std::uint32_t> profile, std::size_t profiles) {
  Problem problem{.base = std::vector<double>(profiles, 0.0),
                  .margins = std::move(fitted.margins),
                  .total = fitted.total};
  for (const std::uint32_t c : order) {
    problem.base[profile[c]] += cells.cells[c].weight;
  }
  for (FittedMargin& margin : problem.margins) {
    std::vector<std::uint32_t> category(profiles, 0);
    for (const std::uint32_t c : order) {
      category[profile[c]] = margin.category[c];
    }
    margin.category = std::move(category);
  }
  return problem;
}

Fault gap_fault(Fault::Kind kind, const Problem& problem, const Gap& gap, const std::string& rule) {
  const FittedMargin& margin = problem.margins[gap.margin];
  return {.kind = kind,
          .margin = margin.name,
          .category = margin.categories[gap.category],
          .gap = gap.relative,
          .message = "margin " + margin.name + ", category " + margin.categories[gap.category] +
                     ": " + rule + "; relative gap " +
                     (std::isfinite(gap.relative) ? significant(gap.relative, 3) : "infinite")};
}

/// Enough for two margins that agree at all, however slowly.
constexpr int cycles_of_a_pair = 2000;

/// The first margin that `worst` cannot be met beside, even with the others left out.
std::string opposed(const Problem& problem, std::size_t worst) {
  for (std::size_t other = 0; other < problem.margins.size(); ++other) {
    if (other == worst) {
      continue;
    }
    const Problem pair{.base = problem.base,
                       .margins = {problem.margins[worst], problem.margins[other]},
                       .total = problem.total};
    if (!(rake(pair, cycles_of_a_pair).gap.relative < tolerable_gap)) {
      return problem.margins[other].name;
    }
  }
  return {};
}

Fault not_converged(const Problem& problem, const Raked& raked) {
  Fault fault = gap_fault(Fault::Kind::not_converged, problem, raked.gap,
                          "raking did not converge in " + std::to_string(raked.cycles) + " cycles");
  const std::string other = opposed(problem, raked.gap.margin);
  if (!other.empty()) {
    fault.message += "; margins " + fault.margin + " and " + other + " contradict each other";
  }
  return fault;
}

struct Solution {
  std::vector<double> g;
  std::vector<bool> at_bound;
  int iterations = 0;
  double gap = 0.0;
};

Expected<Solution, Fault> solve(const Problem& problem, const Plan& plan) {
  Raked raked = rake(problem, plan.method == Method::poststratify ? 1 : plan.max_iterations);
  if (!is_bounded(plan) || !plan.bounds) {
    if (raked.gap.relative < tolerable_gap) {
      return Solution{.g = std::move(raked.g),
                      .at_bound = std::vector<bool>(problem.base.size(), false),
                      .iterations = raked.cycles,
                      .gap = raked.gap.relative};
    }
    return unexpected(not_converged(problem, raked));
  }
  Bounded bounded = rake_within(problem, raked, *plan.bounds);
  if (!(bounded.gap.relative < tolerable_gap)) {
    return unexpected(gap_fault(Fault::Kind::infeasible_bounds, problem, bounded.gap,
                                "no weights within the bounds meet the targets"));
  }
  return Solution{.g = std::move(bounded.g),
                  .at_bound = std::move(bounded.at_bound),
                  .iterations = raked.cycles + bounded.steps,
                  .gap = bounded.gap.relative};
}

/// The projection of the whole sample: profiles, then what each stratum holds along them.
Projection project(const Sample::State& state, const Problem& problem,
                   const std::vector<double>& g) {
  StratumCounts counts{.strata = state.cells->strata.size()};
  counts.s1.assign(problem.base.size() * counts.strata, 0.0);
  counts.s2.assign(problem.base.size() * counts.strata, 0.0);
  for (const std::uint32_t c : state.order) {
    const Cell& cell = state.cells->cells[c];
    const std::size_t at = cell.stratum * problem.base.size() + state.profile[c];
    counts.s1[at] += cell.weight;
    counts.s2[at] += cell.weight_squared;
  }
  return project_strata(problem, g, counts);
}

std::shared_ptr<Sample::State> uncalibrated(std::shared_ptr<const Cells> cells,
                                            std::string method) {
  auto state = std::make_shared<Sample::State>();
  state->cells = std::move(cells);
  set_order(*state);
  state->profile.assign(state->order.size(), 0);
  state->g.assign(state->order.size(), 1.0);
  state->report = describe(*state->cells, state->order, state->g);
  state->report.method = std::move(method);
  return state;
}

bool nobody(const Cells& cells) {
  return std::none_of(cells.cells.begin(), cells.cells.end(),
                      [](const Cell& cell) { return cell.count > 0 && cell.weight > 0.0; });
}

std::string method_name(const Plan& plan) {
  switch (plan.method) {
    case Method::none:
      return "none";
    case Method::base:
      return "base";
    case Method::poststratify:
      return "poststratify";
    case Method::rake:
      return is_bounded(plan) ? "bounded_rake" : "rake";
  }
  return {};
}

}  // namespace

bool is_bounded(const Plan& plan) noexcept {
  return plan.method == Method::rake && plan.bounds && plan.margins.size() > 1;
}

const Cells& Sample::cells() const noexcept {
  return *state_->cells;
}
std::span<const double> Sample::g() const noexcept {
  return state_->g;
}
const WeightingReport& Sample::report() const noexcept {
  return state_->report;
}

Expected<Sample, Fault> calibrate(std::shared_ptr<const Cells> cells, const Plan& plan) {
  if (plan.method == Method::none || plan.method == Method::base) {
    return Sample(uncalibrated(std::move(cells), method_name(plan)));
  }
  if (nobody(*cells) || plan.margins.empty()) {
    return unexpected(Fault{.kind = Fault::Kind::empty_sample,
                            .gap = 0.0,
                            .message = plan.margins.empty() ? "there is no margin to calibrate to"
                                                            : "nobody to calibrate"});
  }
  auto state = std::make_shared<Sample::State>();
  state->cells = std::move(cells);
  set_order(*state);
  auto fitted = fit_margins(*state->cells, state->order, plan);
  if (!fitted) {
    return unexpected(fitted.error());
  }
  std::size_t profiles = 0;
  state->profile = number_profiles(*fitted, state->order, profiles);
  const Problem problem =
      pose(*state->cells, state->order, std::move(*fitted), state->profile, profiles);
  const auto solution = solve(problem, plan);
  if (!solution) {
    Fault fault = solution.error();
    for (const FittedMargin& margin : problem.margins) {
      fault.margins.push_back(margin.summary);
    }
    return unexpected(std::move(fault));
  }
  state->g.resize(state->order.size());
  std::int64_t at_bound = 0;
  for (std::size_t c = 0; c < state->g.size(); ++c) {
    state->g[c] = solution->g[state->profile[c]];
    at_bound += solution->at_bound[state->profile[c]] ? state->cells->cells[c].count : 0;
  }
  state->projection = project(*state, problem, solution->g);
  state->report = describe(*state->cells, state->order, state->g);
  state->report.method = method_name(plan);
  state->report.iterations = solution->iterations;
  state->report.largest_gap = solution->gap;
  state->report.at_bound = at_bound;
  describe_margins(state->report, *state->cells, problem, state->profile, solution->g);
  return Sample(std::move(state));
}

}  // namespace soundings::weigh
