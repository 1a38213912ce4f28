// What claims of every kind share, and the choice of the series that a claim speaks of.
#include "soundings/claims/judge.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "judging.h"
#include "readings.h"

namespace soundings::claims {

namespace {

using Kind = Claim::Kind;

Judgement judge_values(const Subject& subject) {
  const Claim& claim = subject.claim;
  if (claim.of_whole) {
    return judge_of_whole(subject);
  }
  Judgement all;
  for (std::size_t i = 0; i < claim.amounts.size(); ++i) {
    const std::string area = i < claim.areas.size() ? claim.areas[i] : subject.area();
    Judgement one = judge_value(subject, area, claim.at, claim.amounts[i]);
    all = i == 0 ? std::move(one) : both(std::move(all), one);
  }
  return all;
}

Judgement judge_one(const Subject& subject) {
  switch (subject.claim.kind) {
    case Kind::value:
      return judge_values(subject);
    case Kind::change:
      return judge_change(subject);
    case Kind::difference:
      return judge_difference(subject);
    case Kind::way:
      return judge_way(subject);
    case Kind::compared:
      return judge_compared(subject);
    case Kind::listed:
      return judge_listed(subject);
    case Kind::extreme:
      return judge_extreme(subject);
    case Kind::growth:
      return judge_growth(subject);
    case Kind::between:
      return judge_between(subject);
    case Kind::parts:
      return judge_parts(subject);
    case Kind::average:
      return judge_average(subject);
    case Kind::greatest:
      return judge_greatest(subject);
    case Kind::interval:
      return judge_interval(subject);
    case Kind::reached:
      return judge_reached(subject);
    case Kind::target:
      return judge_target(subject);
    case Kind::range:
      return judge_range(subject);
    case Kind::siblings:
      return judge_siblings(subject);
    case Kind::categories:
    case Kind::order:
    case Kind::unreadable:
      break;
  }
  return {.arithmetic = "no figure can be read out of it"};
}

/// Of alternatives: one that agrees, before one that does not, before one that says nothing.
int liking(Verdict verdict) {
  constexpr std::array order{Verdict::holds, Verdict::rounding, Verdict::contradicted,
                             Verdict::no_source};
  return static_cast<int>(std::ranges::find(order, verdict) - order.begin());
}

}  // namespace

Evidence::Evidence(const Definitions& definitions, std::span<const ExternalPoint> points,
                   Month report)
    : points_(std::make_unique<const Points>(definitions, points, report)) {}
Evidence::Evidence(const Definitions& definitions, std::span<const ExternalPoint> points,
                   Month report, const std::vector<Comparisons>& readings)
    : Evidence(definitions, points, report, readings, {}) {}
Evidence::Evidence(const Definitions& definitions, std::span<const ExternalPoint> points,
                   Month report, const std::vector<Comparisons>& readings,
                   const std::vector<Table>& tables)
    : points_(
          std::make_unique<const Points>(definitions, points, report,
                                         Known{.readings = known_readings(definitions, readings),
                                               .ranges = known_ranges(definitions, tables)})) {}
Evidence::~Evidence() = default;

std::string_view to_text(Verdict verdict) noexcept {
  constexpr std::array<std::string_view, 4> words{"holds", "rounding", "contradicted", "no_source"};
  return words.at(static_cast<std::size_t>(verdict));
}

Judgement judge(const Claim& claim, const Points& points) {
  if (claim.kind == Kind::categories) {
    return judge_categories(claim, points);
  }
  if (claim.kind == Kind::order) {
    return judge_order(claim, points);
  }
  std::optional<Judgement> best;
  for (const std::string& id : claim.series) {
    const ExternalSeries* series = points.series(id);
    if (series == nullptr) {
      continue;
    }
    const Subject subject{.series = *series, .claim = claim, .points = points};
    Judgement one = as_read(subject, judge_one(subject));
    if (!best || liking(one.verdict) < liking(best->verdict)) {
      best = std::move(one);
    }
  }
  return best.value_or(Judgement{.arithmetic = "no imported series measures this"});
}

std::string Subject::area() const {
  if (!claim.areas.empty()) {
    return claim.areas.front();
  }
  for (const SeriesArea& one : points.definitions().report.areas) {
    if (one.area == "force") {
      return one.name;
    }
  }
  return "";
}

const SeriesRelation* Subject::relation(SeriesRelation::Kind kind) const {
  const auto at = std::ranges::find(series.relations, kind, &SeriesRelation::kind);
  return at == series.relations.end() ? nullptr : &*at;
}

const Held* one_at(const Subject& subject, const std::string& area, const When& when) {
  const auto found = subject.points.at(subject.series.id, area, when);
  return found.empty() ? nullptr : found.front();
}

std::string held_in_words(const Held& held) {
  return (held.point->approximate ? "about " : "") + printed(held.value, held.decimals) + " in " +
         in_words(held.period);
}

bool across_break(const ExternalSeries& series, const Ends& ends) {
  const auto change = parse_month(series.break_before);
  return change && ends.known() && ends.from->period.last && ends.to->period.last &&
         (*ends.from->period.last < *change) != (*ends.to->period.last < *change);
}

Judgement nothing_at(const Subject& subject, const std::string& area, const When& when) {
  if (const Held* late = subject.points.late(subject.series.id, area, when)) {
    return {.arithmetic = "the point for " + in_words(late->period) +
                          " is dated after the report and is not used"};
  }
  return {.arithmetic = "no figure of " + subject.series.id + " for " + area + " at that time"};
}

Verdict verdict_of(Match match) noexcept {
  return match == Match::equal     ? Verdict::holds
         : match == Match::rounded ? Verdict::rounding
                                   : Verdict::contradicted;
}

Judgement both(Judgement one, const Judgement& other) {
  constexpr std::array worst{Verdict::contradicted, Verdict::no_source, Verdict::rounding,
                             Verdict::holds};
  const auto rank = [&](Verdict verdict) { return std::ranges::find(worst, verdict); };
  if (rank(other.verdict) < rank(one.verdict)) {
    one.verdict = other.verdict;
  }
  one.own_words = one.own_words && other.own_words;
  const auto join = [](std::string& a, const std::string& b) {
    a += (a.empty() || b.empty() ? "" : "; ") + b;
  };
  join(one.figure, other.figure);
  join(one.arithmetic, other.arithmetic);
  return one;
}

}  // namespace soundings::claims
