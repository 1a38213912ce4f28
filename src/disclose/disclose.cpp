// Which cells are hidden: the base rules first, then further cells until nothing can be worked out.
#include "soundings/disclose/disclose.h"

#include <algorithm>
#include <cassert>
#include <tuple>
#include <utility>

#include "network.h"

namespace soundings::disclose {
namespace {

/// The base rules, read on one figure alone.
std::optional<Hidden> primary(const Figure& figure, const DisclosureRules& rules) {
  if (figure.base == 0) {
    return std::nullopt;
  }
  if (figure.base < rules.hide_below) {
    return Hidden::small_base;
  }
  const bool unanimous = figure.positive == 0 || figure.positive == figure.base;
  if (unanimous && figure.base < rules.unanimous_below) {
    return Hidden::unanimous;
  }
  return std::nullopt;
}

/// No answer that somebody gave is pinned to its number, neither all the positive nor all the other
/// ones are, and a small base could be one that need not be hidden. A category that nobody is in
/// may be known to be empty: that reveals nobody.
bool is_protected(const Network& network, std::size_t at, const DisclosureRules& rules) {
  const Figure& figure = network.figures[at];
  const std::int64_t wanted = std::max<std::int64_t>(1, rules.hide_below - figure.base);
  std::int64_t reach = figure.base;
  bool positive_open = false;
  bool other_open = false;
  for (std::size_t category = 0; category < network.categories.size(); ++category) {
    const Category kind = network.categories[category];
    const std::int64_t up = rise(network, at, category, wanted);
    const bool open = up > 0 || may_fall(network, at, category);
    if (!open && figure.answers[category] > 0) {
      return false;
    }
    reach += kind == Category::outside ? 0 : up;
    positive_open = positive_open || (open && kind == Category::positive);
    other_open = other_open || (open && kind == Category::other);
  }
  return positive_open && other_open && reach >= rules.hide_below;
}

std::optional<std::size_t> first_exposed(const Network& network, const DisclosureRules& rules) {
  for (std::size_t at = 0; at < network.figures.size(); ++at) {
    if (network.figures[at].hidden && !is_protected(network, at, rules)) {
      return at;
    }
  }
  return std::nullopt;
}

bool touches(const Figure& figure, std::size_t node) {
  return figure.from == node || figure.to == node;
}

std::size_t hidden_at(const Network& network, std::size_t node) {
  return static_cast<std::size_t>(
      std::count_if(network.figures.begin(), network.figures.end(),
                    [node](const Figure& each) { return each.hidden && touches(each, node); }));
}

/// Sums in which the exposed figure is the only one hidden; both its sums when there is none.
std::vector<std::size_t> open_sums(const Network& network, const Figure& exposed) {
  std::vector<std::size_t> lone;
  for (const std::size_t node : {exposed.from, exposed.to}) {
    if (hidden_at(network, node) == 1) {
      lone.push_back(node);
    }
  }
  return lone.empty() ? std::vector{exposed.from, exposed.to} : lone;
}

/// The first hidden figure that is alone in a sum (a subtraction gives it away), else the first
/// that longer reasoning exposes.
std::optional<std::size_t> most_exposed(const Network& network, const DisclosureRules& rules) {
  for (std::size_t at = 0; at < network.figures.size(); ++at) {
    const Figure& figure = network.figures[at];
    const bool alone = figure.from != figure.to &&
                       (hidden_at(network, figure.from) == 1 || hidden_at(network, figure.to) == 1);
    if (figure.hidden && alone) {
      return at;
    }
  }
  return first_exposed(network, rules);
}

/// What hiding a figure costs: inner cells before totals, answered before empty, figures that
/// open no further sum before those that do, then the smallest base, then the order of the table.
auto cost(const Network& network, std::size_t at) {
  const Figure& figure = network.figures[at];
  const bool empty = figure.base == 0;
  const int rank =
      figure.level == Level::total ? 4 : (empty ? 2 : 0) + (figure.level == Level::margin ? 1 : 0);
  const int opens = static_cast<int>(hidden_at(network, figure.from) == 0) +
                    static_cast<int>(hidden_at(network, figure.to) == 0);
  return std::tuple(rank, opens, figure.base, at);
}

std::vector<std::size_t> by_cost(const Network& network, std::vector<std::size_t> candidates) {
  std::sort(candidates.begin(), candidates.end(), [&network](std::size_t a, std::size_t b) {
    return cost(network, a) < cost(network, b);
  });
  return candidates;
}

/// Shown figures that stand in one of the exposed figure's open sums, else all that are shown.
std::vector<std::size_t> complements(const Network& network, std::size_t exposed) {
  const std::vector<std::size_t> sums = open_sums(network, network.figures[exposed]);
  std::vector<std::size_t> near;
  std::vector<std::size_t> all;
  for (std::size_t at = 0; at < network.figures.size(); ++at) {
    const Figure& figure = network.figures[at];
    if (figure.hidden) {
      continue;
    }
    all.push_back(at);
    if (std::any_of(sums.begin(), sums.end(),
                    [&figure](std::size_t node) { return touches(figure, node); })) {
      near.push_back(at);
    }
  }
  return by_cost(network, near.empty() ? all : near);
}

/// Hides one more figure for the sake of the exposed one: the cheapest that protects it alone,
/// else the cheapest. False when nothing is left to hide.
bool hide_complement(Network& network, std::size_t exposed, const DisclosureRules& rules) {
  const std::vector<std::size_t> candidates = complements(network, exposed);
  for (const std::size_t candidate : candidates) {
    network.figures[candidate].hidden = Hidden::complementary;
    if (is_protected(network, exposed, rules)) {
      return true;
    }
    network.figures[candidate].hidden.reset();
  }
  if (candidates.empty()) {
    return false;
  }
  network.figures[candidates.front()].hidden = Hidden::complementary;
  return true;
}

/// Shows again, largest base first, each of `added` that the others do without.
void show_superfluous(Network& network, std::vector<std::size_t> added,
                      const DisclosureRules& rules) {
  std::sort(added.begin(), added.end(), [&network](std::size_t a, std::size_t b) {
    return std::pair(network.figures[b].base, b) < std::pair(network.figures[a].base, a);
  });
  for (const std::size_t at : added) {
    const std::optional<Hidden> reason = std::exchange(network.figures[at].hidden, std::nullopt);
    if (first_exposed(network, rules)) {
      network.figures[at].hidden = reason;
    }
  }
}

void protect(Network& network, const DisclosureRules& rules) {
  std::vector<bool> before;
  before.reserve(network.figures.size());
  for (const Figure& figure : network.figures) {
    before.push_back(figure.hidden.has_value());
  }
  while (const auto exposed = most_exposed(network, rules)) {
    if (!hide_complement(network, *exposed, rules)) {
      break;
    }
  }
  std::vector<std::size_t> added;
  for (std::size_t at = 0; at < network.figures.size(); ++at) {
    if (network.figures[at].hidden && !before[at]) {
      added.push_back(at);
    }
  }
  show_superfluous(network, std::move(added), rules);
}

std::vector<std::optional<Hidden>> part(const Network& network, std::size_t first,
                                        std::size_t count) {
  std::vector<std::optional<Hidden>> reasons;
  for (std::size_t at = first; at < first + count; ++at) {
    reasons.push_back(network.figures[at].hidden);
  }
  return reasons;
}

Verdict verdict_of(const Network& network, const std::vector<std::size_t>& extents) {
  Verdict verdict{.total = network.figures.back().hidden};
  if (extents.empty()) {
    verdict.inner = {verdict.total};
  } else if (extents.size() == 1) {
    verdict.inner = part(network, 0, extents[0]);
    verdict.margins = {verdict.inner};
  } else {
    const std::size_t inner = extents[0] * extents[1];
    verdict.inner = part(network, 0, inner);
    verdict.margins = {part(network, inner, extents[0]),
                       part(network, inner + extents[0], extents[1])};
  }
  return verdict;
}

void hide(Network& network, std::size_t first, const std::vector<std::optional<Hidden>>& reasons) {
  for (std::size_t at = 0; at < reasons.size(); ++at) {
    std::optional<Hidden>& hidden = network.figures[first + at].hidden;
    hidden = hidden ? hidden : reasons[at];
  }
}

/// Hides in the network what `already` hides.
void hide(Network& network, const Verdict& already, const std::vector<std::size_t>& extents) {
  hide(network, network.figures.size() - 1, {already.total});
  if (extents.empty()) {
    return;
  }
  hide(network, 0, already.inner);
  if (extents.size() == 1) {
    hide(network, 0, already.margins.empty() ? already.inner : already.margins[0]);
  } else if (already.margins.size() == 2) {
    const std::size_t inner = extents[0] * extents[1];
    hide(network, inner, already.margins[0]);
    hide(network, inner + extents[0], already.margins[1]);
  }
}

}  // namespace

Verdict disclose(const CrossTable& table, const DisclosureRules& rules) {
  return disclose(table, rules, {});
}

Verdict disclose(const CrossTable& table, const DisclosureRules& rules, const Verdict& already) {
  Network network = network_of(table);
  for (Figure& figure : network.figures) {
    figure.hidden = primary(figure, rules);
  }
  hide(network, already, table.extents);
  if (rules.complementary) {
    protect(network, rules);
  }
  return verdict_of(network, table.extents);
}

}  // namespace soundings::disclose
