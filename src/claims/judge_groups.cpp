// Claims that set groups of people beside each other, each with a series of its own.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "groups.h"
#include "judging.h"

namespace soundings::claims {

namespace {

std::string axis_of(const std::vector<GroupSeries>& all, const std::string& group) {
  for (const GroupSeries& one : all) {
    for (const auto& [axis, part] : one.groups) {
      if (part == group) {
        return axis;
      }
    }
  }
  return "";
}

/// The figures of the two sides of a pair.
struct Pair {
  const GroupSeries* one = nullptr;
  const GroupSeries* other = nullptr;
  const Held* ours = nullptr;
  const Held* theirs = nullptr;
};

/// Whether one is of all groups that the claim names, and the other differs from it in the first of
/// them alone.
bool set_beside(const Claim& claim, const std::string& axis, const GroupSeries& one,
                const GroupSeries& other) {
  std::map<std::string, std::string> turned = other.groups;
  turned[axis] = claim.areas.front();
  const bool meant = std::ranges::all_of(claim.areas, [&](const std::string& group) {
    return group == claim.areas.front() ||
           std::ranges::any_of(one.groups, [&](const auto& of) { return of.second == group; });
  });
  return meant && one.groups == turned && other.groups.contains(axis) &&
         other.groups.at(axis) == claim.others.front();
}

std::vector<Pair> pairs_of(const Claim& claim, const Points& points,
                           const std::vector<GroupSeries>& all) {
  const std::string axis = axis_of(all, claim.areas.front());
  const Claim of_force{.at = claim.at};  // the groups are no areas
  const auto held = [&](const GroupSeries& one) {
    const Subject subject{.series = *one.series, .claim = of_force, .points = points};
    return one_at(subject, subject.area(), claim.at);
  };
  std::vector<Pair> pairs;
  for (const GroupSeries& one : all) {
    for (const GroupSeries& other : all) {
      if (set_beside(claim, axis, one, other) && held(one) != nullptr && held(other) != nullptr) {
        pairs.push_back({.one = &one, .other = &other, .ours = held(one), .theirs = held(other)});
      }
    }
  }
  return pairs;
}

/// Whether the two numbers of the claim are those of a pair.
bool are_its_figures(const Claim& claim, const Pair& pair) {
  return claim.amounts.size() == 2 &&
         match(claim.amounts[0], pair.ours->value, pair.ours->decimals) == Match::equal &&
         match(claim.amounts[1], pair.theirs->value, pair.theirs->decimals) == Match::equal;
}

}  // namespace

std::vector<GroupSeries> series_of_family(const Points& points, std::string_view family) {
  std::vector<GroupSeries> all;
  for (const ExternalSeries& one : points.definitions().report.series) {
    GroupSeries member{.series = &one};
    for (const SeriesRelation& by : one.relations) {
      if (by.kind == SeriesRelation::Kind::category && by.of == family) {
        member.groups[by.axis] = by.part;
      }
    }
    if (!member.groups.empty()) {
      all.push_back(std::move(member));
    }
  }
  return all;
}

Judgement judge_categories(const Claim& claim, const Points& points) {
  const auto all = series_of_family(points, claim.series.empty() ? "" : claim.series.front());
  if (claim.areas.empty() || claim.others.empty()) {
    return {.arithmetic = "no two groups are named"};
  }
  const auto pairs = pairs_of(claim, points, all);
  std::optional<Judgement> judged;
  for (const Pair& pair : pairs) {
    const bool so = claim.way && *claim.way == way_between(*pair.ours, *pair.theirs);
    Judgement found{
        .verdict = so ? Verdict::holds : Verdict::contradicted,
        .figure = pair.one->series->id + " " + shown(*pair.ours) + ", " + pair.other->series->id +
                  " " + shown(*pair.theirs),
        .arithmetic = shown(*pair.ours) + sign(*pair.ours, *pair.theirs) + shown(*pair.theirs)};
    judged = judged ? both(*std::move(judged), found) : std::move(found);
  }
  if (!judged) {
    return {.arithmetic = "no figures of these groups"};
  }
  const bool of_a_pair =
      std::ranges::any_of(pairs, [&](const Pair& pair) { return are_its_figures(claim, pair); });
  if (!claim.amounts.empty() && !of_a_pair) {
    judged->verdict = Verdict::contradicted;
    judged->arithmetic += ", and no pair of them is " + in_words(claim.amounts.front()) + " and " +
                          in_words(claim.amounts.back());
  }
  return *std::move(judged);
}

}  // namespace soundings::claims
