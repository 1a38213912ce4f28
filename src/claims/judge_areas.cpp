// Claims that set areas beside each other.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

#include "soundings/base/number.h"

#include "judging.h"

namespace soundings::claims {

namespace {

struct AreaFigure {
  std::string area;
  const Held* held = nullptr;
};

bool is_whole(const Points& points, const std::string& area) {
  const SeriesArea* one = points.definitions().report.find_area(area);
  return one != nullptr && one->whole;
}

/// The claim's time, or the newest of the force: all areas are set beside each other at one time.
std::vector<AreaFigure> figures_of(const Subject& subject) {
  std::vector<AreaFigure> all;
  for (const std::string& area : subject.points.areas(subject.series.id)) {
    if (const Held* held = one_at(subject, area, subject.claim.at)) {
      all.push_back({.area = area, .held = held});
    }
  }
  return all;
}

const Held* find(const std::vector<AreaFigure>& all, const std::string& area) {
  const auto at = std::ranges::find(all, area, &AreaFigure::area);
  return at == all.end() ? nullptr : at->held;
}

/// The areas that a list could name: parts, and no whole with which they are compared.
std::vector<AreaFigure> parts_of(const Subject& subject, const std::vector<AreaFigure>& all) {
  std::vector<AreaFigure> parts;
  std::ranges::copy_if(all, std::back_inserter(parts),
                       [&](const AreaFigure& one) { return !is_whole(subject.points, one.area); });
  return parts.size() < 2 ? all : parts;
}

std::string listed(const std::vector<AreaFigure>& figures) {
  std::string text;
  for (const AreaFigure& one : figures) {
    text += (text.empty() ? "" : ", ") + one.area + " " + shown(*one.held);
  }
  return text;
}

/// The amounts that stand beside the areas, each against its own figure.
Judgement with_amounts(const Subject& subject, Judgement judged,
                       const std::vector<std::string>& areas) {
  for (std::size_t i = 0; i < subject.claim.amounts.size() && i < areas.size(); ++i) {
    judged = both(std::move(judged),
                  judge_value(subject, areas[i], subject.claim.at, subject.claim.amounts[i]));
  }
  return judged;
}

/// The areas that lie on one side of a whole.
std::vector<AreaFigure> beyond_whole(const std::vector<AreaFigure>& parts, const Held& whole,
                                     Way way) {
  std::vector<AreaFigure> beyond;
  std::ranges::copy_if(parts, std::back_inserter(beyond), [&](const AreaFigure& one) {
    return one.held != &whole && way_between(*one.held, whole) == way;
  });
  return beyond;
}

/// A figure as it is worked out of others, which counts before what was printed.
Held as_worked(const Subject& subject, const Held& held, const std::string& area) {
  Held made = held;
  const auto worked = worked_out(subject, area, subject.claim.at);
  const bool differs =
      worked && rounded(worked->value, held.decimals) != rounded(held.value, held.decimals);
  made.value = differs ? worked->value : held.value;
  made.decimals = differs ? 2 : held.decimals;
  return made;
}

/// How far one area is above or below another, per cent or in the unit of the series.
Judgement by_how_much(const Amount& amount, const Held& one, const Held& other) {
  constexpr int exactly = 6;
  if (amount.unit == Amount::Unit::times) {
    const double ratio = one.value / other.value;
    return {.verdict = verdict_of(match(amount, ratio, exactly)),
            .figure = "",
            .arithmetic = shown(one) + " / " + shown(other) + " = " + printed(ratio, 2) + ", " +
                          in_words(amount)};
  }
  const bool per_cent = amount.unit == Amount::Unit::percent;
  const double gap = per_cent ? 100.0 * (one.value / other.value - 1.0) : one.value - other.value;
  const int decimals = per_cent ? 1 : std::max(one.decimals, other.decimals);
  return {.verdict = verdict_of(match(amount, std::abs(gap), exactly)),
          .figure = "",
          .arithmetic = shown(one) + (per_cent ? " / " : " - ") + shown(other) +
                        (per_cent ? " - 1 = " : " = ") + printed(gap, decimals) +
                        (per_cent ? "%" : "")};
}

/// One area against another, by the way that is claimed and by how much; nothing where either has
/// no figure.
std::optional<Judgement> pair_of(const Subject& subject, const AreaFigure& one,
                                 const AreaFigure& other) {
  const Claim& claim = subject.claim;
  if (one.held == nullptr || other.held == nullptr || one.area == other.area) {
    return std::nullopt;
  }
  const bool so = claim.way && *claim.way == way_between(*one.held, *other.held);
  Judgement pair{
      .verdict = so ? Verdict::holds : Verdict::contradicted,
      .figure = one.area + " " + shown(*one.held) + ", " + other.area + " " + shown(*other.held),
      .arithmetic = shown(*one.held) + sign(*one.held, *other.held) + shown(*other.held)};
  if (claim.amounts.empty() || other.held->value == 0.0) {
    return pair;
  }
  return both(std::move(pair),
              by_how_much(claim.amounts.front(), as_worked(subject, *one.held, one.area),
                          as_worked(subject, *other.held, other.area)));
}

}  // namespace

std::string shown(const Held& held) {
  return printed(held.value, held.decimals);
}

Way way_between(const Held& one, const Held& other) {
  return one.value > other.value ? Way::up : one.value < other.value ? Way::down : Way::level;
}

const char* sign(const Held& one, const Held& other) {
  return one.value > other.value ? " > " : one.value < other.value ? " < " : " = ";
}

Judgement judge_compared(const Subject& subject) {
  const Claim& claim = subject.claim;
  const auto all = figures_of(subject);
  const std::vector<std::string> ours =
      claim.areas.empty() ? std::vector{subject.area()} : claim.areas;
  std::optional<Judgement> judged;
  for (const std::string& area : ours) {
    for (const std::string& other : claim.others) {
      const auto pair = pair_of(subject, {.area = area, .held = find(all, area)},
                                {.area = other, .held = find(all, other)});
      judged = judged && pair ? both(*std::move(judged), *pair) : judged ? judged : pair;
    }
  }
  return judged.value_or(
      nothing_at(subject, claim.others.empty() ? ours.front() : claim.others.front(), claim.at));
}

Judgement judge_listed(const Subject& subject) {
  const Claim& claim = subject.claim;
  const auto all = figures_of(subject);
  const Held* whole = claim.others.empty() ? nullptr : find(all, claim.others.front());
  if (whole == nullptr) {
    return nothing_at(subject, claim.others.empty() ? subject.area() : claim.others.front(),
                      claim.at);
  }
  for (const std::string& area : claim.areas) {
    if (find(all, area) == nullptr) {
      return nothing_at(subject, area, claim.at);
    }
  }
  const Way way = claim.way.value_or(Way::up);
  const auto parts = parts_of(subject, all);
  const auto beyond = beyond_whole(parts, *whole, way);
  const auto may_stand = [&](const std::string& area) {
    return find(parts, area) == nullptr || find(beyond, area) != nullptr;
  };
  const bool named_all = std::ranges::all_of(beyond, [&](const AreaFigure& one) {
    return std::ranges::find(claim.areas, one.area) != claim.areas.end();
  });
  const bool so = std::ranges::all_of(claim.areas, may_stand) && (named_all || !claim.complete);
  Judgement judged{
      .verdict = so ? Verdict::holds : Verdict::contradicted,
      .figure = claim.others.front() + " " + shown(*whole),
      .arithmetic = std::string(way == Way::up ? "above" : "below") + " it: " + listed(beyond)};
  return with_amounts(subject, std::move(judged), claim.areas);
}

Judgement judge_extreme(const Subject& subject) {
  const Claim& claim = subject.claim;
  auto ranked = parts_of(subject, figures_of(subject));
  if (ranked.size() < 2 || claim.areas.empty()) {
    return nothing_at(subject, claim.areas.empty() ? subject.area() : claim.areas.front(),
                      claim.at);
  }
  const bool lowest = claim.way == Way::down;
  std::ranges::stable_sort(ranked, [&](const AreaFigure& a, const AreaFigure& b) {
    return lowest ? a.held->value < b.held->value : a.held->value > b.held->value;
  });
  ranked.resize(std::min(ranked.size(), claim.areas.size()));
  Judgement judged{.verdict = Verdict::holds,
                   .figure = listed(ranked),
                   .arithmetic = std::string(lowest ? "lowest: " : "highest: ") + listed(ranked)};
  for (const std::string& area : claim.areas) {
    const bool named = std::ranges::find(ranked, area, &AreaFigure::area) != ranked.end();
    const Held* own = find(figures_of(subject), area);
    const bool ties = own != nullptr && own->value == ranked.back().held->value;
    judged.verdict = named || ties ? judged.verdict : Verdict::contradicted;
  }
  return with_amounts(subject, std::move(judged), claim.areas);
}

Judgement judge_between(const Subject& subject) {
  const Claim& claim = subject.claim;
  const auto all = figures_of(subject);
  Judgement judged = with_amounts(subject, {.verdict = Verdict::holds}, claim.areas);
  const Held* own = nullptr;
  for (const AreaFigure& one : all) {
    own = is_whole(subject.points, one.area) ? one.held : own;
  }
  if (own == nullptr || claim.amounts.size() != 2) {
    return judged;
  }
  const auto [low, high] = std::minmax(claim.amounts[0].value, claim.amounts[1].value);
  const bool inside = own->value >= low && own->value <= high;
  return both(std::move(judged),
              {.verdict = inside ? Verdict::holds : Verdict::contradicted,
               .figure = held_in_words(*own),
               .arithmetic = shown(*own) + (inside ? " lies" : " does not lie") + " from " +
                             printed(low, 0) + " to " + printed(high, 0)});
}

Judgement judge_range(const Subject& subject) {
  const Claim& claim = subject.claim;
  auto ranked = parts_of(subject, figures_of(subject));
  if (ranked.empty() || claim.amounts.size() != 2) {
    return nothing_at(subject, subject.area(), claim.at);
  }
  std::ranges::stable_sort(ranked, {}, [](const AreaFigure& one) { return one.held->value; });
  const AreaFigure& low = ranked.front();
  const AreaFigure& high = ranked.back();
  Judgement judged{.figure = listed({low, high})};
  if (ranked.size() == 1) {
    const double value = low.held->value;
    const bool within = value >= claim.amounts[0].value && value <= claim.amounts[1].value;
    judged.verdict = within ? Verdict::holds : Verdict::contradicted;
    judged.figure = held_in_words(*low.held);
    judged.arithmetic = shown(*low.held) + (within ? " lies between" : " does not lie between");
    return judged;
  }
  const auto is = [&](const AreaFigure& found, std::size_t i) {
    const bool named = claim.areas.empty() || claim.areas[i] == found.area;
    const Match match_of = match(claim.amounts[i], found.held->value, found.held->decimals);
    return named ? verdict_of(match_of) : Verdict::contradicted;
  };
  judged.arithmetic = "lowest: " + listed({low});
  judged.verdict = is(low, 0);
  return both(std::move(judged),
              {.verdict = is(high, 1), .arithmetic = "highest: " + listed({high})});
}

}  // namespace soundings::claims
