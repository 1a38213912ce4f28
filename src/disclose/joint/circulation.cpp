// The largest flow between two lines of a table, by shortest augmenting paths (Edmonds and Karp
// 1972).
#include "joint/circulation.h"

#include <algorithm>
#include <optional>
#include <queue>

namespace soundings::disclose {
namespace {

/// The arc by which each line is reached first from `from`. Arcs stand in pairs with their reverse.
std::vector<std::optional<std::size_t>> reach(const std::vector<LineArc>& arcs, std::size_t lines,
                                              std::size_t from) {
  std::vector<std::optional<std::size_t>> by(lines);
  std::vector<bool> seen(lines);
  std::queue<std::size_t> open({from});
  seen[from] = true;
  while (!open.empty()) {
    const std::size_t line = open.front();
    open.pop();
    for (std::size_t at = 0; at < arcs.size(); ++at) {
      if (arcs[at].from == line && arcs[at].capacity > 0 && !seen[arcs[at].to]) {
        seen[arcs[at].to] = true;
        by[arcs[at].to] = at;
        open.push(arcs[at].to);
      }
    }
  }
  return by;
}

std::size_t reverse_of(std::size_t arc) {
  return arc ^ std::size_t{1};
}

/// Pushes what one path carries. 0 when there is no path.
std::int64_t push(std::vector<LineArc>& arcs, std::size_t lines, std::size_t from, std::size_t to,
                  std::int64_t limit) {
  const auto by = reach(arcs, lines, from);
  if (!by[to]) {
    return 0;
  }
  std::int64_t amount = limit;
  for (std::size_t line = to; line != from; line = arcs[*by[line]].from) {
    amount = std::min(amount, arcs[*by[line]].capacity);
  }
  for (std::size_t line = to; line != from; line = arcs[*by[line]].from) {
    arcs[*by[line]].capacity -= amount;
    arcs[reverse_of(*by[line])].capacity += amount;
  }
  return amount;
}

}  // namespace

Flow largest_flow(const std::vector<LineArc>& arcs, std::size_t lines, std::size_t from,
                  std::size_t to, std::int64_t limit) {
  std::vector<LineArc> paired;
  for (const LineArc& arc : arcs) {
    paired.push_back(arc);
    paired.push_back({arc.to, arc.from, 0});
  }
  Flow flow;
  while (flow.amount < limit) {
    const std::int64_t more = push(paired, lines, from, to, limit - flow.amount);
    if (more == 0) {
      break;
    }
    flow.amount += more;
  }
  const auto by = reach(paired, lines, from);
  for (std::size_t line = 0; line < lines; ++line) {
    flow.reached.push_back(line == from || by[line].has_value());
  }
  return flow;
}

}  // namespace soundings::disclose
