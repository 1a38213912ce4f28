// The range of values that a hidden figure may have, found by pushing flow around it.
#include "network.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>
#include <queue>

namespace soundings::disclose {
namespace {

constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max() / 4;

void add(Figure& figure, const Count& count) {
  figure.base += count.base;
  figure.positive += count.positive;
  const std::vector<std::int64_t> two{count.positive, count.base - count.positive};
  const std::vector<std::int64_t>& answers = count.answers.empty() ? two : count.answers;
  figure.answers.resize(std::max(figure.answers.size(), answers.size()));
  for (std::size_t at = 0; at < answers.size(); ++at) {
    figure.answers[at] += answers[at];
  }
}

Network no_dimension(const CrossTable& table) {
  Network network{.nodes = 1, .figures = {{.level = Level::total}}};
  for (const Count& count : table.cells) {
    add(network.figures.front(), count);
  }
  return network;
}

Network one_dimension(const CrossTable& table) {
  Network network{.nodes = 2, .figures = std::vector<Figure>(table.extents[0] + 1)};
  for (Figure& figure : network.figures) {
    figure.from = 0;
    figure.to = 1;
  }
  Figure& total = network.figures.back();
  total.from = 1;
  total.to = 0;
  total.level = Level::total;
  for (const Count& count : table.cells) {
    add(network.figures[count.place[0]], count);
    add(total, count);
  }
  return network;
}

Network two_dimensions(const CrossTable& table) {
  const std::size_t rows = table.extents[0];
  const std::size_t columns = table.extents[1];
  const auto row_node = [](std::size_t row) { return 2 + row; };
  const auto column_node = [rows](std::size_t column) { return 2 + rows + column; };
  Network network{.nodes = 2 + rows + columns};
  auto& figures = network.figures;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      figures.push_back({.from = row_node(row), .to = column_node(column)});
    }
  }
  for (std::size_t row = 0; row < rows; ++row) {
    figures.push_back({.from = 0, .to = row_node(row), .level = Level::margin});
  }
  for (std::size_t column = 0; column < columns; ++column) {
    figures.push_back({.from = column_node(column), .to = 1, .level = Level::margin});
  }
  figures.push_back({.from = 1, .to = 0, .level = Level::total});
  for (const Count& count : table.cells) {
    const std::size_t row = count.place[0];
    const std::size_t column = count.place[1];
    add(figures[row * columns + column], count);
    add(figures[rows * columns + row], count);
    add(figures[rows * columns + rows + column], count);
    add(figures.back(), count);
  }
  return network;
}

/// What may still flow along hidden arcs, without the one asked about: forwards without end,
/// backwards as much as flows now.
struct Residual {
  std::size_t from;
  std::size_t to;
  std::int64_t forwards;
  std::int64_t backwards;
};

std::vector<Residual> residual(const Network& network, std::size_t without, std::size_t category) {
  std::vector<Residual> arcs;
  for (std::size_t at = 0; at < network.figures.size(); ++at) {
    const Figure& figure = network.figures[at];
    if (at != without && figure.hidden) {
      arcs.push_back({figure.from, figure.to, unbounded, figure.answers[category]});
    }
  }
  return arcs;
}

/// A step of a path: an arc, walked forwards or backwards.
struct Step {
  std::size_t arc = 0;
  bool forwards = true;
};

/// The last step to each node along arcs with room left, breadth first until `sink` is reached.
std::vector<std::optional<Step>> reach(const std::vector<Residual>& arcs, std::size_t nodes,
                                       std::size_t source, std::size_t sink) {
  std::vector<std::optional<Step>> reached(nodes);
  std::queue<std::size_t> open({source});
  while (!open.empty() && !reached[sink]) {
    const std::size_t node = open.front();
    open.pop();
    for (std::size_t at = 0; at < arcs.size(); ++at) {
      const Residual& arc = arcs[at];
      const bool forwards = arc.from == node && arc.forwards > 0;
      const bool backwards = arc.to == node && arc.backwards > 0;
      const std::size_t next = forwards ? arc.to : arc.from;
      if ((forwards || backwards) && next != source && !reached[next]) {
        reached[next] = Step{at, forwards};
        open.push(next);
      }
    }
  }
  return reached;
}

/// The shortest path with room left; empty when there is none.
std::vector<Step> path(const std::vector<Residual>& arcs, std::size_t nodes, std::size_t source,
                       std::size_t sink) {
  const auto reached = reach(arcs, nodes, source, sink);
  std::vector<Step> steps;
  for (std::size_t node = sink; node != source;) {
    const std::optional<Step>& step = reached[node];
    if (!step) {
      break;
    }
    steps.push_back(*step);
    node = step->forwards ? arcs[step->arc].from : arcs[step->arc].to;
  }
  return steps;
}

/// How much more may flow along a path, `most` at most.
std::int64_t room_along(const std::vector<Step>& steps, const std::vector<Residual>& arcs,
                        std::int64_t most) {
  std::int64_t room = most;
  for (const Step& step : steps) {
    room = std::min(room, step.forwards ? arcs[step.arc].forwards : arcs[step.arc].backwards);
  }
  return room;
}

/// The largest flow from source to sink, cut off at `limit` (Edmonds and Karp 1972).
std::int64_t push(std::vector<Residual> arcs, std::size_t nodes, std::size_t source,
                  std::size_t sink, std::int64_t limit) {
  std::int64_t pushed = 0;
  while (pushed < limit) {
    const std::vector<Step> steps = path(arcs, nodes, source, sink);
    if (steps.empty()) {
      break;
    }
    const std::int64_t room = room_along(steps, arcs, limit - pushed);
    for (const Step& step : steps) {
      arcs[step.arc].forwards += step.forwards ? -room : room;
      arcs[step.arc].backwards += step.forwards ? room : -room;
    }
    pushed += room;
  }
  return pushed;
}

}  // namespace

Network network_of(const CrossTable& table) {
  assert(table.extents.size() <= 2);
  Network network = table.extents.empty()       ? no_dimension(table)
                    : table.extents.size() == 1 ? one_dimension(table)
                                                : two_dimensions(table);
  network.categories = table.categories.empty() ? std::vector{Category::positive, Category::other}
                                                : table.categories;
  for (Figure& figure : network.figures) {
    figure.answers.resize(network.categories.size());
  }
  return network;
}

std::int64_t rise(const Network& network, std::size_t figure, std::size_t category,
                  std::int64_t limit) {
  const Figure& asked = network.figures[figure];
  if (asked.from == asked.to) {
    return limit;
  }
  return push(residual(network, figure, category), network.nodes, asked.to, asked.from, limit);
}

bool may_fall(const Network& network, std::size_t figure, std::size_t category) {
  const Figure& asked = network.figures[figure];
  if (asked.answers[category] == 0) {
    return false;
  }
  return asked.from == asked.to ||
         push(residual(network, figure, category), network.nodes, asked.from, asked.to, 1) > 0;
}

}  // namespace soundings::disclose
