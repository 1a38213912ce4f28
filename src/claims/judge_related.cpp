// Claims of a value that several series bear on: averages, wholes and their parts, targets.
#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "judging.h"

namespace soundings::claims {

namespace {

using Relation = SeriesRelation::Kind;

/// Beyond this the monthly average of another twelve months is no rounding of the one claimed.
constexpr double near_average = 0.02;

/// The series that is the whole of this one: what it lies within, or what a share of it is of.
std::string whole_series(const Subject& subject) {
  if (const SeriesRelation* within = subject.relation(Relation::within)) {
    return within->of;
  }
  for (const ExternalSeries& one : subject.points.definitions().report.series) {
    for (const SeriesRelation& by : one.relations) {
      if (by.kind == Relation::share && by.of == subject.series.id) {
        return by.whole;
      }
    }
  }
  return "";
}

}  // namespace

const Held* related(const Subject& subject, const std::string& series, const std::string& area,
                    const When& when) {
  auto found = subject.points.at(series, area, when);
  if (found.empty()) {
    const auto own = subject.points.at(subject.series.id, area, when);
    for (const Held* one : subject.points.all(series, area)) {
      if (!own.empty() && one->period.last && one->period.last == own.front()->period.last) {
        found.push_back(one);
      }
    }
  }
  if (found.empty()) {
    found = subject.points.at(series, area, {});
  }
  return found.empty() ? nullptr : found.front();
}

Judgement against_worked(const Subject& subject, const Worked& worked, const Held* held,
                         const Amount& amount) {
  constexpr int exactly = 6;
  const bool averaged = subject.relation(Relation::monthly_average) != nullptr;
  const Match found = match(amount, worked.value, exactly);
  Judgement judged{.figure = held == nullptr ? printed(worked.value, 2) : held_in_words(*held),
                   .arithmetic = worked.how};
  if (found != Match::differs) {
    judged.verdict = verdict_of(found);
    return judged;
  }
  const bool as_printed =
      held != nullptr && match(amount, held->value, held->decimals) == Match::equal;
  const bool near = std::abs(worked.value - amount.value) <= near_average * worked.value;
  judged.verdict = averaged && as_printed && near ? Verdict::rounding : Verdict::contradicted;
  judged.arithmetic += ", not " + in_words(amount);
  return judged;
}

Judgement judge_of_whole(const Subject& subject) {
  const Claim& claim = subject.claim;
  Judgement part = judge_value(subject, subject.area(), claim.at, claim.amounts.front());
  const std::string id = whole_series(subject);
  const Held* whole = id.empty() ? nullptr : related(subject, id, subject.area(), claim.at);
  if (whole == nullptr) {
    return part;
  }
  const Amount& said = claim.amounts[1];
  part.own_words = false;
  return both(
      std::move(part),
      {.verdict = verdict_of(match(said, whole->value, whole->decimals)),
       .figure = held_in_words(*whole),
       .arithmetic = printed(claim.amounts.front().value, 0) + " / " + printed(said.value, 0) +
                     " = " + printed(100.0 * claim.amounts.front().value / said.value, 1) + "%"});
}

Judgement judge_average(const Subject& subject) {
  const Claim& claim = subject.claim;
  const Amount& amount = claim.amounts.front();
  for (const ExternalSeries& average : subject.points.definitions().report.series) {
    const auto by =
        std::ranges::find(average.relations, Relation::monthly_average, &SeriesRelation::kind);
    if (by == average.relations.end() ||
        (by->of != subject.series.id && average.id != subject.series.id)) {
      continue;
    }
    const Subject own{.series = average, .claim = claim, .points = subject.points};
    const Held* held = one_at(own, subject.area(), claim.at);
    held = held == nullptr ? one_at(own, subject.area(), {}) : held;
    const auto years = subject.points.at(by->of, subject.area(), {});
    if (years.empty()) {
      return judge_value(own, subject.area(), claim.at, amount);
    }
    const double value = years.front()->value / 12.0;
    return against_worked(
        own,
        {.value = value,
         .how = printed(years.front()->value, 0) + " / 12 = " + printed(value, 1) + " a month in " +
                in_words(years.front()->period)},
        held, amount);
  }
  return {.arithmetic = "no monthly average of " + subject.series.id + " is known"};
}

Judgement judge_greatest(const Subject& subject) {
  const auto all = subject.points.all(subject.series.id, subject.area());
  const Held* greatest = nullptr;
  for (const Held* one : all) {
    const bool month = one->period.kind == SeriesPeriod::Kind::month;
    if (month && (greatest == nullptr || one->value > greatest->value)) {
      greatest = one;
    }
  }
  if (greatest == nullptr) {
    return nothing_at(subject, subject.area(), subject.claim.at);
  }
  Judgement judged =
      judge_value(subject, subject.area(), subject.claim.at, subject.claim.amounts.front());
  const Held* claimed = one_at(subject, subject.area(), subject.claim.at);
  if (judged.verdict == Verdict::holds && claimed != greatest) {
    return {.verdict = Verdict::contradicted,
            .figure = held_in_words(*greatest),
            .arithmetic = "the greatest month is " + in_words(greatest->period)};
  }
  return judged;
}

Judgement judge_parts(const Subject& subject) {
  const Claim& claim = subject.claim;
  std::optional<Judgement> all;
  double sum = 0.0;
  for (std::size_t i = 0; i < claim.amounts.size() && i < claim.others.size(); ++i) {
    sum += claim.amounts[i].value;
    for (const ExternalSeries& part : subject.points.definitions().report.series) {
      const auto by =
          std::ranges::find(part.relations, Relation::composition, &SeriesRelation::kind);
      if (by == part.relations.end() || by->of != subject.series.id ||
          by->part != claim.others[i]) {
        continue;
      }
      const Subject own{.series = part, .claim = claim, .points = subject.points};
      Judgement one = judge_value(own, subject.area(), claim.at, claim.amounts[i]);
      all = all ? both(*std::move(all), one) : std::move(one);
    }
  }
  if (!all) {
    return {.arithmetic = "no figure of the parts of " + subject.series.id};
  }
  constexpr double whole = 100.5;
  if (sum > whole) {
    all->verdict = Verdict::contradicted;
  }
  all->own_words = false;
  all->arithmetic +=
      "; they sum to " + printed(sum, 0) + ", " + printed(100.0 - sum, 0) + " for all others";
  return *std::move(all);
}

Judgement judge_reached(const Subject& subject) {
  const Held* own = one_at(subject, subject.area(), subject.claim.at);
  for (const ExternalSeries& one : subject.points.definitions().report.series) {
    const auto by = std::ranges::find(one.relations, Relation::target, &SeriesRelation::kind);
    const bool of_own = by != one.relations.end() && by->of == subject.series.id;
    const auto targets =
        of_own ? subject.points.at(one.id, subject.area(), {}) : std::vector<const Held*>();
    if (own == nullptr || targets.empty()) {
      continue;
    }
    const Held& target = *targets.front();
    const bool reached = own->value >= target.value;
    const bool so = reached == (subject.claim.way == Way::up);
    return {.verdict = so ? Verdict::holds : Verdict::contradicted,
            .figure = held_in_words(*own) + ", target " + held_in_words(target),
            .arithmetic = shown(*own) + sign(*own, target) + shown(target)};
  }
  return {.arithmetic = "no target of " + subject.series.id + " is known"};
}

Judgement judge_target(const Subject& subject) {
  const Claim& claim = subject.claim;
  Judgement value = judge_value(subject, subject.area(), claim.at, claim.amounts.front());
  if (claim.amounts.size() < 2) {
    return value;
  }
  const Amount& target = claim.amounts[1];
  for (const ExternalSeries& one : subject.points.definitions().report.series) {
    const auto by = std::ranges::find(one.relations, Relation::target, &SeriesRelation::kind);
    if (by != one.relations.end() && by->of == subject.series.id) {
      const Subject own{.series = one, .claim = claim, .points = subject.points};
      value = both(std::move(value), judge_value(own, subject.area(), {}, target));
    }
  }
  value.own_words = false;
  const bool reached = claim.amounts.front().value >= target.value;
  value.arithmetic += "; " + printed(claim.amounts.front().value, 0) + (reached ? " > " : " < ") +
                      printed(target.value, 0);
  if (!reached && value.verdict != Verdict::contradicted) {
    value.verdict = Verdict::no_source;
    value.arithmetic += ", not reached by the report: no figure says whether it will be";
  }
  return value;
}

}  // namespace soundings::claims
