// Parts of the joint system, and the search for the witnesses of a part.
#include "joint/part.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "joint/solver.h"

namespace soundings::disclose {
namespace {

/// Where an unknown of the whole system stands: in which part and at which place; empty when fixed.
struct Places {
  std::vector<std::optional<std::size_t>> part;
  std::vector<std::size_t> place;
};

bool is_fixed(const Linear& system, std::size_t unknown) {
  return system.limits[unknown].lower == system.limits[unknown].upper;
}

/// The row over the places of its part, with its fixed terms taken into the limits.
Row localised(const Linear& system, const Places& places, const Row& row) {
  Row local{.terms = {}, .lower = row.lower, .upper = row.upper};
  for (const Term& term : row.terms) {
    if (!is_fixed(system, term.unknown)) {
      local.terms.push_back({places.place[term.unknown], term.factor});
      continue;
    }
    const std::int64_t value = term.factor * system.limits[term.unknown].lower;
    local.lower -= row.lower > no_lower ? value : 0;
    local.upper -= row.upper < no_upper ? value : 0;
  }
  return local;
}

std::optional<std::size_t> part_of_row(const Places& places, const Row& row) {
  for (const Term& term : row.terms) {
    if (places.part[term.unknown]) {
      return places.part[term.unknown];
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> part_of_demand(const Places& places, const Wishes& wishes) {
  for (const Row& wish : wishes) {
    if (const auto part = part_of_row(places, wish)) {
      return part;
    }
  }
  return std::nullopt;
}

std::vector<std::vector<std::size_t>> unknowns_of(std::span<const Wishes> demands) {
  std::vector<std::vector<std::size_t>> groups;
  for (const Wishes& wishes : demands) {
    std::vector<std::size_t>& group = groups.emplace_back();
    for (const Row& wish : wishes) {
      for (const Term& term : wish.terms) {
        group.push_back(term.unknown);
      }
    }
  }
  return groups;
}

/// Numbers the parts in the order of the demands, and places every unknown in its part.
Places place_unknowns(const Linear& system, std::span<const Star::Kind> kinds,
                      std::span<const Wishes> demands, std::vector<Part>& parts) {
  const auto groups = unknowns_of(demands);
  const auto roots = parts_of(system, groups);
  std::map<std::size_t, std::size_t> numbers;
  for (const std::vector<std::size_t>& group : groups) {
    for (const std::size_t unknown : group) {
      if (roots[unknown]) {
        numbers.emplace(*roots[unknown], numbers.size());
      }
    }
  }
  parts.resize(numbers.size());
  Places places{.part = {}, .place = std::vector<std::size_t>(roots.size())};
  places.part.resize(roots.size());
  for (std::size_t unknown = 0; unknown < roots.size(); ++unknown) {
    const auto number = roots[unknown] ? numbers.find(*roots[unknown]) : numbers.end();
    if (number != numbers.end()) {
      Part& part = parts[number->second];
      places.part[unknown] = number->second;
      places.place[unknown] = part.unknowns.size();
      part.unknowns.push_back(unknown);
      part.kinds.push_back(kinds[unknown]);
      part.linear.limits.push_back(system.limits[unknown]);
    }
  }
  return places;
}

/// The cost that draws a search towards what the open demands ask for.
std::vector<double> cost_of(const Part& part, const std::vector<std::optional<Served>>& served) {
  std::vector<double> cost(part.unknowns.size());
  for (std::size_t demand = 0; demand < part.wishes.size(); ++demand) {
    const Row& wish = part.wishes[demand].front();
    const double sign = wish.lower > no_lower ? -1.0 : 1.0;
    for (const Term& term : wish.terms) {
      cost[term.unknown] += served[demand] ? 0.0 : sign * static_cast<double>(term.factor);
    }
  }
  return cost;
}

/// How far a search may leave the truth: in the numbers of the wish's own item and the completed
/// responses of its domain, in all items of its domain, in these and everywhere in the items whose
/// areas are not printed exactly, or everywhere.
enum class Reach { item, domain, open_items, part };

/// How a solution is looked for.
struct Attempt {
  Reach reach;
  bool same_lines;     ///< one-way sums stay as they are
  bool drawn;          ///< to the other demands that are open
  std::int64_t nodes;  ///< at most
};

// What is near the truth is found in a few nodes or not at all (docs/decisions/0029).
constexpr std::array<Attempt, 6> attempts{
    {{.reach = Reach::item, .same_lines = true, .drawn = true, .nodes = 100},
     {.reach = Reach::item, .same_lines = false, .drawn = true, .nodes = 100},
     {.reach = Reach::domain, .same_lines = true, .drawn = true, .nodes = 150},
     {.reach = Reach::domain, .same_lines = true, .drawn = false, .nodes = 400},
     {.reach = Reach::open_items, .same_lines = true, .drawn = false, .nodes = 300},
     {.reach = Reach::part, .same_lines = false, .drawn = false, .nodes = 1000}}};

bool may_leave(const Star::Kind& kind, const Star::Kind& wished, Reach reach) {
  const bool near =
      kind.layer == wished.layer && (kind.family == wished.family || wished.family == 0);
  const bool counted = kind.item == wished.item || kind.responses || wished.responses;
  return near && (reach != Reach::item || counted);
}

/// By unknown: whether its item's areas are not printed exactly in its layer.
std::vector<bool> open_items(const Part& part) {
  std::set<std::pair<std::size_t, std::size_t>> open;
  for (const Star::Kind& kind : part.kinds) {
    if (kind.family == 0) {
      open.emplace(kind.layer, kind.item);
    }
  }
  std::vector<bool> in(part.kinds.size());
  std::transform(part.kinds.begin(), part.kinds.end(), in.begin(), [&open](const Star::Kind& kind) {
    return open.contains({kind.layer, kind.item});
  });
  return in;
}

/// The sum over the areas of every code stays at its truth: a witness that agrees with one-way
/// tables before they are printed need not be looked for again.
void keep_one_way(const Part& part, const std::vector<std::int64_t>& truth, Linear& near) {
  std::map<std::tuple<std::size_t, std::size_t, Quantity, std::size_t, std::size_t>, Row> sums;
  for (std::size_t at = 0; at < part.kinds.size(); ++at) {
    const Star::Kind& kind = part.kinds[at];
    if (kind.family > 0 && !is_fixed(near, at)) {
      Row& row = sums.try_emplace({kind.layer, kind.item, kind.quantity, kind.family, kind.code},
                                  Row{.terms = {}, .lower = 0, .upper = 0})
                     .first->second;
      row.terms.push_back({at, 1});
      row.lower += truth[at];
      row.upper += truth[at];
    }
  }
  for (auto& [what, row] : sums) {
    near.rows.push_back(std::move(row));
  }
}

/// The part with every number at its truth that the search may not change, and the wish in it.
Linear within_reach(const Part& part, const std::vector<std::int64_t>& truth, const Row& wish,
                    const Attempt& attempt) {
  const Reach reach = attempt.reach;
  Linear near = part.linear;
  const std::vector<bool> open = reach == Reach::open_items
                                     ? open_items(part)
                                     : std::vector<bool>(near.limits.size(), reach == Reach::part);
  for (std::size_t at = 0; at < near.limits.size(); ++at) {
    const bool free =
        open[at] || std::any_of(wish.terms.begin(), wish.terms.end(), [&](const Term& term) {
          return may_leave(part.kinds[at], part.kinds[term.unknown], reach);
        });
    if (!free) {
      near.limits[at] = {.lower = truth[at], .upper = truth[at]};
    }
  }
  near.rows.push_back(wish);
  if (attempt.same_lines) {
    keep_one_way(part, truth, near);
  }
  return near;
}

/// Solves a system over its unknowns that are not fixed.
Found solve_unfixed(const Linear& system, const std::vector<double>& cost, std::int64_t& nodes) {
  Places places{.part = std::vector<std::optional<std::size_t>>(system.limits.size()),
                .place = std::vector<std::size_t>(system.limits.size())};
  Linear left;
  std::vector<double> left_cost;
  for (std::size_t at = 0; at < system.limits.size(); ++at) {
    if (!is_fixed(system, at)) {
      places.place[at] = left.limits.size();
      left.limits.push_back(system.limits[at]);
      left_cost.push_back(cost[at]);
    }
  }
  for (const Row& row : system.rows) {
    left.rows.push_back(localised(system, places, row));
  }
  Found found = left.limits.empty() ? Found{.outcome = Outcome::found}
                                    : solve(left, left_cost, Search::first, nodes);
  if (found.outcome == Outcome::found) {
    std::vector<std::int64_t> values(system.limits.size());
    for (std::size_t at = 0; at < values.size(); ++at) {
      values[at] = is_fixed(system, at) ? system.limits[at].lower : found.values[places.place[at]];
    }
    found.values = std::move(values);
  }
  return found;
}

/// How much a node of a system counts: its time grows with the unknowns that are not fixed.
std::int64_t size_of(const Linear& system) {
  constexpr std::int64_t small = 200;
  std::int64_t free = 0;
  for (std::size_t at = 0; at < system.limits.size(); ++at) {
    free += is_fixed(system, at) ? 0 : 1;
  }
  return 1 + free / small;
}

/// A solution that serves the wish, near the truth first.
std::optional<std::vector<std::int64_t>> search(const Part& part,
                                                const std::vector<std::int64_t>& truth,
                                                const Row& wish, const std::vector<double>& cost,
                                                std::int64_t& nodes) {
  for (const Attempt& attempt : attempts) {
    if (nodes <= 0) {
      break;
    }
    Linear near = within_reach(part, truth, wish, attempt);
    if (!tighten(near)) {
      continue;
    }
    const std::int64_t size = size_of(near);
    const std::int64_t given = std::min(nodes / size, attempt.nodes);
    std::int64_t left = given;
    Found found =
        solve_unfixed(near, attempt.drawn ? cost : std::vector<double>(cost.size()), left);
    nodes -= (given - left) * size;
    if (found.outcome == Outcome::found && holds(part.linear, found.values) &&
        served_wish({wish}, found.values)) {
      return std::move(found.values);
    }
    if (attempt.reach == Reach::part && found.outcome == Outcome::none) {
      break;
    }
  }
  return std::nullopt;
}

class Server {
 public:
  Server(const Part& part, const std::vector<std::int64_t>& truth, std::int64_t& nodes)
      : part_(part), truth_(truth), nodes_(nodes) {
    answer_.served.resize(part.wishes.size());
  }

  /// Takes a solution in when it serves what is still open, or when it is the truth.
  void take(std::vector<std::int64_t> values, bool truth) {
    bool serves = truth;
    for (std::size_t demand = 0; demand < part_.wishes.size(); ++demand) {
      const auto wish = served_wish(part_.wishes[demand], values);
      if (!answer_.served[demand] && wish) {
        answer_.served[demand] = Served{.wish = *wish, .solution = answer_.solutions.size()};
        serves = true;
      }
    }
    if (serves) {
      answer_.solutions.push_back(std::move(values));
    }
  }

  /// Whether the demand is served then.
  bool look_for(std::size_t demand) {
    for (const Row& wish : part_.wishes[demand]) {
      if (!answer_.served[demand]) {
        if (auto found = search(part_, truth_, wish, cost_of(part_, answer_.served), nodes_)) {
          take(std::move(*found), false);
        }
      }
    }
    return answer_.served[demand].has_value();
  }

  void give_up(std::size_t demand) { answer_.hopeless = demand; }

  PartAnswer answer() && { return std::move(answer_); }

 private:
  const Part& part_;
  const std::vector<std::int64_t>& truth_;
  std::int64_t& nodes_;
  PartAnswer answer_;
};

}  // namespace

std::optional<std::size_t> served_wish(const Wishes& wishes, std::span<const std::int64_t> values) {
  for (std::size_t at = 0; at < wishes.size(); ++at) {
    const std::int64_t value = value_of(wishes[at].terms, values);
    if (value >= wishes[at].lower && value <= wishes[at].upper) {
      return at;
    }
  }
  return std::nullopt;
}

std::vector<Part> cut(const Linear& system, std::span<const Star::Kind> kinds,
                      std::span<const Wishes> demands) {
  std::vector<Part> parts;
  const Places places = place_unknowns(system, kinds, demands, parts);
  for (const Row& row : system.rows) {
    if (const auto part = part_of_row(places, row)) {
      parts[*part].linear.rows.push_back(localised(system, places, row));
    }
  }
  for (std::size_t demand = 0; demand < demands.size(); ++demand) {
    if (const auto part = part_of_demand(places, demands[demand])) {
      parts[*part].demands.push_back(demand);
      Wishes& wishes = parts[*part].wishes.emplace_back();
      for (const Row& wish : demands[demand]) {
        wishes.push_back(localised(system, places, wish));
      }
    }
  }
  return parts;
}

PartAnswer serve_demands(const Part& part, const std::vector<std::int64_t>& truth,
                         std::span<const std::vector<std::int64_t>> known,
                         const std::vector<bool>& fatal, std::int64_t& nodes) {
  Server server(part, truth, nodes);
  server.take(truth, true);
  for (const std::vector<std::int64_t>& solution : known) {
    if (holds(part.linear, solution)) {
      server.take(solution, false);
    }
  }
  for (std::size_t demand = 0; demand < part.wishes.size(); ++demand) {
    if (!server.look_for(demand) && fatal[demand]) {
      server.give_up(demand);
      break;
    }
  }
  return std::move(server).answer();
}

}  // namespace soundings::disclose
