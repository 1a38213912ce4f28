// Whole-number systems: bounds that follow from rows, and parts that do not depend on one another.
#include "joint/linear.h"

#include <algorithm>
#include <numeric>

namespace soundings::disclose {
namespace {

std::int64_t floor_of(std::int64_t number, std::int64_t by) {
  const std::int64_t whole = number / by;
  return whole - static_cast<std::int64_t>(number % by != 0 && (number < 0) != (by < 0));
}

std::int64_t ceiling_of(std::int64_t number, std::int64_t by) {
  return -floor_of(-number, by);
}

/// The least or the most that a row's terms can come to, without the term of one unknown.
std::int64_t extreme(const Linear& system, const Row& row, bool least,
                     std::optional<std::size_t> without = std::nullopt) {
  std::int64_t sum = 0;
  for (const Term& term : row.terms) {
    if (term.unknown != without) {
      const Limits& limits = system.limits[term.unknown];
      sum += term.factor * ((term.factor > 0) == least ? limits.lower : limits.upper);
    }
  }
  return sum;
}

/// Narrows one unknown by a row. True when that changed it.
bool narrow(Linear& system, const Row& row, const Term& term) {
  Limits& limits = system.limits[term.unknown];
  const Limits before = limits;
  const bool positive = term.factor > 0;
  if (row.upper < no_upper) {
    const std::int64_t room = row.upper - extreme(system, row, true, term.unknown);
    (positive ? limits.upper : limits.lower) =
        positive ? std::min(limits.upper, floor_of(room, term.factor))
                 : std::max(limits.lower, ceiling_of(room, term.factor));
  }
  if (row.lower > no_lower) {
    const std::int64_t room = row.lower - extreme(system, row, false, term.unknown);
    (positive ? limits.lower : limits.upper) =
        positive ? std::max(limits.lower, ceiling_of(room, term.factor))
                 : std::min(limits.upper, floor_of(room, term.factor));
  }
  return before.lower != limits.lower || before.upper != limits.upper;
}

bool says_nothing(const Linear& system, const Row& row) {
  return extreme(system, row, true) >= row.lower && extreme(system, row, false) <= row.upper;
}

std::size_t root(std::vector<std::size_t>& parent, std::size_t at) {
  while (parent[at] != at) {
    parent[at] = parent[parent[at]];
    at = parent[at];
  }
  return at;
}

}  // namespace

std::int64_t value_of(std::span<const Term> terms, std::span<const std::int64_t> values) {
  std::int64_t sum = 0;
  for (const Term& term : terms) {
    sum += term.factor * values[term.unknown];
  }
  return sum;
}

bool holds(const Linear& system, std::span<const std::int64_t> values) {
  for (std::size_t at = 0; at < system.limits.size(); ++at) {
    if (values[at] < system.limits[at].lower || values[at] > system.limits[at].upper) {
      return false;
    }
  }
  return std::all_of(system.rows.begin(), system.rows.end(), [values](const Row& row) {
    const std::int64_t value = value_of(row.terms, values);
    return value >= row.lower && value <= row.upper;
  });
}

bool tighten(Linear& system) {
  constexpr int rounds = 50;  // each only narrows; what is left after them is still right
  bool changed = true;
  for (int round = 0; changed && round < rounds; ++round) {
    changed = false;
    for (const Row& row : system.rows) {
      for (const Term& term : row.terms) {
        changed = narrow(system, row, term) || changed;
        if (system.limits[term.unknown].lower > system.limits[term.unknown].upper) {
          return false;
        }
      }
    }
  }
  std::erase_if(system.rows, [&system](const Row& row) { return says_nothing(system, row); });
  return true;
}

std::vector<std::optional<std::size_t>> parts_of(
    const Linear& system, std::span<const std::vector<std::size_t>> together) {
  std::vector<std::size_t> parent(system.limits.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto fixed = [&system](std::size_t at) {
    return system.limits[at].lower == system.limits[at].upper;
  };
  std::optional<std::size_t> first;
  const auto join = [&](std::size_t unknown) {
    if (!fixed(unknown)) {
      const std::size_t here = root(parent, unknown);
      parent[here] = first ? root(parent, *first) : here;
      first = first ? first : unknown;
    }
  };
  for (const Row& row : system.rows) {
    first.reset();
    for (const Term& term : row.terms) {
      join(term.unknown);
    }
  }
  for (const std::vector<std::size_t>& group : together) {
    first.reset();
    std::for_each(group.begin(), group.end(), join);
  }
  std::vector<std::optional<std::size_t>> parts(parent.size());
  for (std::size_t at = 0; at < parent.size(); ++at) {
    if (!fixed(at)) {
      parts[at] = root(parent, at);
    }
  }
  return parts;
}

}  // namespace soundings::disclose
