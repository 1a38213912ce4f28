// Parts of the joint system, and the search for the witnesses of a part.
#include "joint/part.h"

#include <algorithm>
#include <map>

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
Places place_unknowns(const Linear& system, std::span<const Wishes> demands,
                      std::vector<Part>& parts) {
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

/// A solution that serves the wish: drawn to the other demands first, then to this one alone.
std::optional<std::vector<std::int64_t>> search(const Part& part, const Row& wish,
                                                const std::vector<double>& cost,
                                                std::int64_t& nodes) {
  Linear system = part.linear;
  system.rows.push_back(wish);
  Linear narrowed = system;
  if (!tighten(narrowed)) {
    return std::nullopt;
  }
  Found found = solve(narrowed, cost, Search::first, nodes);
  if (found.outcome == Outcome::out_of_nodes) {
    found = solve(narrowed, std::vector<double>(cost.size()), Search::first, nodes);
  }
  const bool usable = found.outcome == Outcome::found && holds(system, found.values);
  return usable ? std::optional(std::move(found.values)) : std::nullopt;
}

class Server {
 public:
  Server(const Part& part, std::int64_t& nodes) : part_(part), nodes_(nodes) {
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

  void look_for(std::size_t demand) {
    for (const Row& wish : part_.wishes[demand]) {
      if (!answer_.served[demand]) {
        if (auto found = search(part_, wish, cost_of(part_, answer_.served), nodes_)) {
          take(std::move(*found), false);
        }
      }
    }
  }

  PartAnswer answer() && { return std::move(answer_); }

 private:
  const Part& part_;
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

std::vector<Part> cut(const Linear& system, std::span<const Wishes> demands) {
  std::vector<Part> parts;
  const Places places = place_unknowns(system, demands, parts);
  for (const Row& row : system.rows) {
    if (const auto part = part_of_row(places, row)) {
      parts[*part].linear.rows.push_back(localised(system, places, row));
    }
  }
  for (std::size_t demand = 0; demand < demands.size(); ++demand) {
    const std::optional<std::size_t> part = [&]() -> std::optional<std::size_t> {
      for (const Row& wish : demands[demand]) {
        if (const auto found = part_of_row(places, wish)) {
          return found;
        }
      }
      return std::nullopt;
    }();
    if (part) {
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
                         std::span<const std::vector<std::int64_t>> known, std::int64_t& nodes) {
  Server server(part, nodes);
  server.take(truth, true);
  for (const std::vector<std::int64_t>& solution : known) {
    if (holds(part.linear, solution)) {
      server.take(solution, false);
    }
  }
  for (std::size_t demand = 0; demand < part.wishes.size(); ++demand) {
    server.look_for(demand);
  }
  return std::move(server).answer();
}

}  // namespace soundings::disclose
