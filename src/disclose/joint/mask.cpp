// The mask of least loss. Which cells to hide is a small whole-number problem; that a primary cell
// has room enough is put into it as cuts, found by the largest flow through the cells that are
// hidden so far, until every primary cell has room.
#include "joint/mask.h"

#include <algorithm>
#include <numeric>

#include "joint/circulation.h"
#include "joint/linear.h"
#include "joint/solver.h"

namespace soundings::disclose {
namespace {

/// Arcs of the cells of `mask` but one: a cell can rise without end and fall by what is in it.
std::vector<LineArc> arcs_of(const MaskProblem& problem, const std::vector<bool>& mask,
                             const CellNumbersOf& network, std::size_t without,
                             std::int64_t limit) {
  std::vector<LineArc> arcs;
  for (std::size_t cell = 0; cell < mask.size(); ++cell) {
    if (mask[cell] && cell != without) {
      const std::size_t area = cell / problem.rows;
      const std::size_t row = problem.areas + cell % problem.rows;
      arcs.push_back({area, row, limit});
      arcs.push_back({row, area, std::min(network[cell], limit)});
    }
  }
  return arcs;
}

Flow flow_for(const MaskProblem& problem, const std::vector<bool>& mask,
              const CellNumbersOf& network, std::size_t cell, std::int64_t limit) {
  return largest_flow(arcs_of(problem, mask, network, cell, limit), problem.areas + problem.rows,
                      problem.areas + cell % problem.rows, cell / problem.rows, limit);
}

class MaskSearch {
 public:
  explicit MaskSearch(const MaskProblem& problem) : problem_(problem) {
    for (std::size_t cell = 0; cell < problem.people.size(); ++cell) {
      const bool hidden = problem.hidden[cell];
      const bool candidate = problem.people[cell] < problem.complement_below;
      system_.limits.push_back({.lower = hidden ? 1 : 0, .upper = hidden || candidate ? 1 : 0});
      constexpr std::int64_t tie = 10'000;  // above the sum of the places of a hundred cells
      const std::int64_t loss = hidden ? 0 : (problem.people[cell] + 1) * tie;
      cost_.push_back(static_cast<double>(loss + static_cast<std::int64_t>(hidden ? 0 : cell)));
    }
    add_pairs();
  }

  std::optional<std::vector<bool>> run(std::int64_t& nodes) {
    for (;;) {
      Linear narrowed = system_;
      const Found found = tighten(narrowed) ? solve(narrowed, cost_, Search::best, nodes) : Found{};
      if (found.outcome != Outcome::found) {
        return std::nullopt;
      }
      std::vector<bool> mask;
      std::transform(found.values.begin(), found.values.end(), std::back_inserter(mask),
                     [](std::int64_t value) { return value == 1; });
      if (!add_cuts(mask)) {
        return mask;
      }
    }
  }

 private:
  /// Every line with a primary cell has two hidden cells at least, and ten people in them.
  void add_pair(const std::vector<std::size_t>& line) {
    if (std::none_of(line.begin(), line.end(),
                     [this](std::size_t cell) { return problem_.primary[cell]; })) {
      return;
    }
    constexpr std::int64_t pair = 2;
    Row two{.terms = {}, .lower = pair};
    Row people{.terms = {}, .lower = problem_.hide_below};
    for (const std::size_t cell : line) {
      two.terms.push_back({cell, 1});
      if (problem_.people[cell] > 0) {
        people.terms.push_back({cell, std::min(problem_.people[cell], problem_.hide_below)});
      }
    }
    system_.rows.push_back(std::move(two));
    system_.rows.push_back(std::move(people));
  }

  void add_pairs() {
    for (std::size_t area = 0; area < problem_.areas; ++area) {
      std::vector<std::size_t> line(problem_.rows);
      std::iota(line.begin(), line.end(), area * problem_.rows);
      add_pair(line);
    }
    for (std::size_t row = 0; row < problem_.rows; ++row) {
      std::vector<std::size_t> line(problem_.areas);
      for (std::size_t area = 0; area < problem_.areas; ++area) {
        line[area] = area * problem_.rows + row;
      }
      add_pair(line);
    }
  }

  /// True when a need is not met by the mask: the cut that shows it is added.
  bool add_cuts(const std::vector<bool>& mask) {
    bool added = false;
    for (const Need& need : problem_.needs) {
      std::int64_t rise = 0;
      std::vector<Flow> flows;
      for (const CellNumbersOf& network : need.networks) {
        flows.push_back(flow_for(problem_, mask, network, need.cell, need.amount));
        rise += flows.back().amount;
      }
      if (rise < need.amount) {
        add_cut(need, flows);
        added = true;
      }
    }
    return added;
  }

  /// What the hidden cells can carry across the cut is at least what is needed.
  void add_cut(const Need& need, const std::vector<Flow>& flows) {
    Row cut{.terms = {}, .lower = need.amount};
    for (std::size_t cell = 0; cell < problem_.people.size(); ++cell) {
      std::int64_t across = 0;
      for (std::size_t at = 0; at < flows.size() && cell != need.cell; ++at) {
        const bool area = flows[at].reached[cell / problem_.rows];
        const bool row = flows[at].reached[problem_.areas + cell % problem_.rows];
        across += area && !row ? need.amount : 0;
        across += row && !area ? std::min(need.networks[at][cell], need.amount) : 0;
      }
      if (across > 0) {
        cut.terms.push_back({cell, std::min(across, need.amount)});
      }
    }
    system_.rows.push_back(std::move(cut));
  }

  const MaskProblem& problem_;
  Linear system_;
  std::vector<double> cost_;
};

}  // namespace

std::optional<std::vector<bool>> least_mask(const MaskProblem& problem, std::int64_t& nodes) {
  return MaskSearch(problem).run(nodes);
}

}  // namespace soundings::disclose
