// Claims of a change: per cent, difference or only its way, from one time to another.
#include <algorithm>
#include <cmath>
#include <utility>

#include "soundings/base/number.h"

#include "judging.h"

namespace soundings::claims {

namespace {

using Relation = SeriesRelation::Kind;

constexpr int exactly = 6;

/// A base that follows from the other end: the series' own, or the same period a year before.
std::vector<const Held*> bases(const Subject& subject, const std::string& series,
                               const std::string& area, const Held& to) {
  const When& base = subject.claim.base;
  if (base.kind == When::Kind::baseline) {
    const ExternalSeries* definition = subject.points.series(series);
    const auto when = definition == nullptr ? std::nullopt : subject.points.baseline(*definition);
    return when ? subject.points.at(series, area, *when) : std::vector<const Held*>();
  }
  if (base.kind == When::Kind::year_before) {
    std::vector<const Held*> found;
    for (const Held* one : subject.points.all(series, area)) {
      if (one->period.last && to.period.last && one->period.last->plus(12) == *to.period.last) {
        found.push_back(one);
      }
    }
    return found;
  }
  return subject.points.at(series, area, base);
}

std::vector<const Held*> newest_of_kind(const Subject& subject, const std::string& series,
                                        const std::string& area) {
  return subject.points.at(series, area, {});
}

double per_cent(const Ends& ends) {
  return 100.0 * (ends.to->value / ends.from->value - 1.0);
}

std::string how_per_cent(const Ends& ends) {
  return printed(ends.to->value, ends.to->decimals) + " / " +
         printed(ends.from->value, ends.from->decimals) + " - 1 = " + printed(per_cent(ends), 1) +
         "%";
}

std::string figure_of(const Ends& ends) {
  return held_in_words(*ends.from) + " to " + held_in_words(*ends.to);
}

Way way_of(double change) {
  return change > 0.0 ? Way::up : change < 0.0 ? Way::down : Way::level;
}

const char* word(Way way) {
  return way == Way::up ? "up" : way == Way::down ? "down" : "unchanged";
}

/// Whether a claimed change, by its size and the way it is said to have gone, is the one found.
Match match_change(const Claim& claim, const Amount& amount, double change) {
  Amount size = amount;
  size.value = std::abs(amount.value);
  const Way found = way_of(change);
  const bool signed_otherwise = (amount.value < 0.0) != (change < 0.0);
  const bool turned = claim.way ? *claim.way != found : signed_otherwise;
  const Match match_of = match(size, std::abs(change), exactly);
  return turned && match_of != Match::differs && std::abs(amount.value) > 0.0 ? Match::differs
                                                                              : match_of;
}

/// "Doubled", "threefold": the larger of the two ends as a multiple of the smaller, or a part of
/// it.
Judgement judge_multiple(const Claim& claim, const Ends& ends) {
  const Amount& amount = claim.amounts.front();
  const double ratio = ends.to->value / ends.from->value;
  const bool turned = claim.way && *claim.way != way_of(ratio - 1.0);
  const bool shrunk = claim.way == Way::down && amount.value > 1.0 && ratio > 0.0;
  const Match found = match(amount, shrunk ? 1.0 / ratio : ratio, exactly);
  return {.verdict = turned ? Verdict::contradicted : verdict_of(found),
          .figure = figure_of(ends),
          .arithmetic = printed(ends.to->value, ends.to->decimals) + " / " +
                        printed(ends.from->value, ends.from->decimals) + " = " + printed(ratio, 2) +
                        (turned || found == Match::differs ? ", not " : ", ") + in_words(amount)};
}

/// An amount against the newest point of a series that is made of changes.
std::optional<Judgement> against_change(const Subject& own, const SeriesRelation& by,
                                        const Amount& amount) {
  const Held* held = one_at(own, own.area(), own.claim.at);
  held = held == nullptr ? one_at(own, own.area(), {}) : held;
  if (held == nullptr) {
    return std::nullopt;
  }
  const double change = by.falls ? -held->value : held->value;
  return Judgement{.verdict = verdict_of(match_change(own.claim, amount, change)),
                   .figure = held_in_words(*held),
                   .arithmetic = in_words(amount) + ", and the series has a change of " +
                                 printed(change, held->decimals),
                   .own_words = held->point->evidence == "commentary"};
}

/// A series whose points are changes themselves: "up 3,134 on the month".
std::optional<Judgement> of_changes(const Subject& subject, const Amount& amount, Relation kind) {
  std::optional<Judgement> best;
  for (const ExternalSeries& one : subject.points.definitions().report.series) {
    const Subject own{.series = one, .claim = subject.claim, .points = subject.points};
    for (const SeriesRelation& by : one.relations) {
      const bool meant =
          by.kind == kind && (by.of == subject.series.id || one.id == subject.series.id);
      auto judged = meant ? against_change(own, by, amount) : std::nullopt;
      if (judged && (!best || judged->verdict == Verdict::holds)) {
        best = std::move(judged);
      }
    }
  }
  return best;
}

/// The year of whose middle the population stands beside a period.
int year_of(const Held& held) {
  constexpr int half_a_year = 6;
  return held.period.last.value_or(Month()).plus(-half_a_year).year();
}

/// The change of a count that is imported only as a rate: the rate's, with what the population has
/// grown by. The rates are rounded, so that agreement is never exact.
std::optional<Judgement> of_rate(const Subject& subject, const Amount& amount) {
  for (const ExternalSeries& one : subject.points.definitions().report.series) {
    const auto by = std::ranges::find(one.relations, Relation::rate, &SeriesRelation::kind);
    if (by == one.relations.end() || by->of != subject.series.id) {
      continue;
    }
    const Subject own{.series = one, .claim = subject.claim, .points = subject.points};
    const std::string area = subject.area();
    const Ends ends = ends_of(own, one.id, area);
    if (!ends.known()) {
      return std::nullopt;
    }
    const auto& report = subject.points.definitions().report;
    const auto from = report.people(area, year_of(*ends.from), by->ages);
    const auto to = report.people(area, year_of(*ends.to), by->ages);
    if (!from || !to) {
      return std::nullopt;
    }
    const double grown = static_cast<double>(*to) / static_cast<double>(*from);
    const double count = 100.0 * (ends.to->value / ends.from->value * grown - 1.0);
    const bool agrees = match_change(subject.claim, amount, count) != Match::differs ||
                        match_change(subject.claim, amount, per_cent(ends)) != Match::differs;
    return Judgement{.verdict = agrees ? Verdict::rounding : Verdict::contradicted,
                     .figure = figure_of(ends),
                     .arithmetic = how_per_cent(ends) +
                                   " on the rates; with population growth of " +
                                   printed(100.0 * (grown - 1.0), 1) + "% " + printed(count, 1) +
                                   "% of the count"};
  }
  return std::nullopt;
}

Judgement unknown_change(const Subject& subject, const Amount& amount, const Ends& ends) {
  const std::string area = subject.area();
  Claim claim = subject.claim;
  claim.base = {.kind = When::Kind::baseline};
  claim.at = {};
  const Subject own{.series = subject.series, .claim = claim, .points = subject.points};
  const Ends declared = ends_of(own, subject.series.id, area);
  const bool named =
      subject.claim.base.kind != When::Kind::unknown && amount.unit != Amount::Unit::times;
  if (declared.known() && named &&
      match_change(claim, amount, per_cent(declared)) == Match::equal) {
    return {.verdict = Verdict::contradicted,
            .figure = figure_of(declared),
            .arithmetic = how_per_cent(declared) + " is the change from " +
                          in_words(declared.from->period) + " to " + in_words(declared.to->period)};
  }
  return nothing_at(subject, area, ends.to == nullptr ? subject.claim.at : subject.claim.base);
}

Judgement broken(const ExternalSeries& series) {
  return {.arithmetic = "the series changed before " +
                        in_words({.kind = SeriesPeriod::Kind::year_ending,
                                  .last = parse_month(series.break_before)}) +
                        "; nothing is compared across the break"};
}

}  // namespace

Ends ends_of(const Subject& subject, const std::string& series, const std::string& area) {
  const When& at = subject.claim.at;
  const auto to = at.kind == When::Kind::latest ? newest_of_kind(subject, series, area)
                                                : subject.points.at(series, area, at);
  for (const Held* end : to) {
    for (const Held* base : bases(subject, series, area, *end)) {
      const bool alike = base->period.kind == end->period.kind || (base->measured && end->measured);
      if (alike && base != end) {
        return {.from = base, .to = end};
      }
    }
  }
  return {.from = nullptr, .to = to.empty() ? nullptr : to.front()};
}

Judgement judge_change(const Subject& subject) {
  const Amount& amount = subject.claim.amounts.front();
  const bool multiplies = amount.unit == Amount::Unit::times;
  auto changes = multiplies ? std::nullopt : of_changes(subject, amount, Relation::percent_change);
  if (changes) {
    return *std::move(changes);
  }
  if (!multiplies && !subject.points.has(subject.series.id)) {
    return of_rate(subject, amount).value_or(nothing_at(subject, subject.area(), subject.claim.at));
  }
  const Ends ends = ends_of(subject, subject.series.id, subject.area());
  if (!ends.known() || ends.from->value == 0.0) {
    return unknown_change(subject, amount, ends);
  }
  if (across_break(subject.series, ends)) {
    return broken(subject.series);
  }
  if (multiplies) {
    return judge_multiple(subject.claim, ends);
  }
  const double change = per_cent(ends);
  Judgement judged{.verdict = verdict_of(match_change(subject.claim, amount, change)),
                   .figure = figure_of(ends),
                   .arithmetic = how_per_cent(ends)};
  const double points = ends.to->value - ends.from->value;
  if (judged.verdict == Verdict::contradicted && subject.series.unit == "percent" &&
      match_change(subject.claim, amount, points) == Match::equal) {
    judged.verdict = Verdict::rounding;
    judged.arithmetic += "; " + printed(points, ends.to->decimals) + " percentage points";
  }
  if (judged.verdict == Verdict::contradicted) {
    const Way found = way_of(change);
    const bool turned = subject.claim.way && *subject.claim.way != found;
    judged.arithmetic +=
        turned ? ": it went " + std::string(word(found)) + ", not " + word(*subject.claim.way)
               : ", not " + in_words(amount) + "%";
  }
  return judged;
}

Judgement judge_difference(const Subject& subject) {
  const Amount& amount = subject.claim.amounts.front();
  const Ends ends = ends_of(subject, subject.series.id, subject.area());
  auto changes = of_changes(subject, amount, Relation::difference);
  if (changes && (changes->verdict == Verdict::holds || !ends.known())) {
    return *std::move(changes);
  }
  if (!ends.known()) {
    return nothing_at(subject, subject.area(),
                      ends.to == nullptr ? subject.claim.at : subject.claim.base);
  }
  if (across_break(subject.series, ends)) {
    return broken(subject.series);
  }
  const double change = ends.to->value - ends.from->value;
  const int decimals = std::max(ends.to->decimals, ends.from->decimals);
  return {.verdict = verdict_of(match_change(subject.claim, amount, change)),
          .figure = figure_of(ends),
          .arithmetic = printed(ends.to->value, decimals) + " - " +
                        printed(ends.from->value, decimals) + " = " + printed(change, decimals)};
}

namespace {

/// The series whose points say which way a count went: its own, or those of its rate.
std::string series_of_way(const Subject& subject) {
  std::string series = subject.series.id;
  if (subject.points.has(series)) {
    return series;
  }
  for (const ExternalSeries& one : subject.points.definitions().report.series) {
    const auto by = std::ranges::find(one.relations, Relation::rate, &SeriesRelation::kind);
    series = by != one.relations.end() && by->of == subject.series.id ? one.id : series;
  }
  return series;
}

}  // namespace

Judgement judge_way(const Subject& subject) {
  const Ends ends = ends_of(subject, series_of_way(subject), subject.area());
  if (!ends.known()) {
    return nothing_at(subject, subject.area(),
                      ends.to == nullptr ? subject.claim.at : subject.claim.base);
  }
  if (across_break(subject.series, ends)) {
    return broken(subject.series);
  }
  const Way found = way_of(ends.to->value - ends.from->value);
  const bool so = subject.claim.way && *subject.claim.way == found;
  return {.verdict = so ? Verdict::holds : Verdict::contradicted,
          .figure = figure_of(ends),
          .arithmetic = printed(ends.from->value, ends.from->decimals) + " to " +
                        printed(ends.to->value, ends.to->decimals) + ": " + word(found) + " (" +
                        printed(per_cent(ends), 1) + "%)"};
}

namespace {

struct Grown {
  std::string area;
  Ends ends;
};

/// The areas that have grown, those that grew most first, or least.
std::vector<Grown> grown_areas(const Subject& subject, bool least) {
  std::vector<Grown> all;
  for (const std::string& area : subject.points.areas(subject.series.id)) {
    const SeriesArea* whole = subject.points.definitions().report.find_area(area);
    const Ends ends = ends_of(subject, subject.series.id, area);
    if (ends.known() && ends.from->value != 0.0 && (whole == nullptr || !whole->whole)) {
      all.push_back({.area = area, .ends = ends});
    }
  }
  std::ranges::stable_sort(all, [&](const Grown& a, const Grown& b) {
    return least ? per_cent(a.ends) < per_cent(b.ends) : per_cent(a.ends) > per_cent(b.ends);
  });
  return all;
}

/// The amounts of the claim, each against the growth of its area.
Judgement with_growths(const Claim& claim, const std::vector<Grown>& all, Judgement judged) {
  for (std::size_t i = 0; i < claim.amounts.size() && i < claim.areas.size(); ++i) {
    const auto one = std::ranges::find(all, claim.areas[i], &Grown::area);
    if (one != all.end()) {
      const Match found = match(claim.amounts[i], std::abs(per_cent(one->ends)), exactly);
      judged = both(std::move(judged), {.verdict = verdict_of(found)});
    }
  }
  return judged;
}

}  // namespace

Judgement judge_growth(const Subject& subject) {
  const Claim& claim = subject.claim;
  const auto all = grown_areas(subject, claim.way == Way::down);
  if (all.size() < 2 || claim.areas.empty()) {
    return nothing_at(subject, claim.areas.empty() ? subject.area() : claim.areas.front(),
                      claim.base);
  }
  Judgement judged{.verdict = Verdict::holds};
  for (std::size_t i = 0; i < claim.areas.size() && i < all.size(); ++i) {
    const Grown& one = all[i];
    judged.figure += (i == 0 ? "" : "; ") + one.area + " " + printed(per_cent(one.ends), 1) + "%";
    judged.arithmetic += (i == 0 ? "" : "; ") + how_per_cent(one.ends);
    if (std::ranges::find(claim.areas, one.area) == claim.areas.end()) {
      judged.verdict = Verdict::contradicted;
    }
  }
  return with_growths(claim, all, std::move(judged));
}

}  // namespace soundings::claims
