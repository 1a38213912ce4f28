// Claims of a value: held against the point, and against what the point follows from.
#include <algorithm>
#include <cmath>
#include <utility>

#include "soundings/base/number.h"

#include "judging.h"

namespace soundings::claims {

namespace {

using Relation = SeriesRelation::Kind;

/// Beyond this the monthly average of another twelve months is no rounding of the one claimed.
constexpr double near_average = 0.02;

/// The point of a related series at the same time; of a whole, at the same end.
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

std::optional<Worked> rate(const Subject& subject, const SeriesRelation& by,
                           const std::string& area, const When& when) {
  const auto counts = subject.points.at(by.of, area, when);
  const auto people = by.ages.empty() ? std::nullopt
                                      : subject.points.definitions().report.people(
                                            area, by.population_year, by.ages);
  if (counts.empty() || counts.front()->point->approximate || !people) {
    return std::nullopt;
  }
  const double value =
      counts.front()->value / static_cast<double>(*people) * static_cast<double>(by.per);
  return Worked{.value = value,
                .how = printed(counts.front()->value, 0) + " / " +
                       printed(static_cast<double>(*people), 0) + " x " +
                       printed(static_cast<double>(by.per), 0) + " = " + printed(value, 2)};
}

std::optional<Worked> share(const Subject& subject, const SeriesRelation& by,
                            const std::string& area, const When& when) {
  const auto parts = subject.points.at(by.of, area, when);
  const Held* whole = parts.empty() ? nullptr : related(subject, by.whole, area, when);
  if (whole == nullptr || whole->value == 0.0) {
    return std::nullopt;
  }
  const double value = 100.0 * parts.front()->value / whole->value;
  return Worked{.value = value,
                .how = printed(parts.front()->value, 0) + " / " + printed(whole->value, 0) + " = " +
                       printed(value, 2) + "%"};
}

std::optional<Worked> complement(const Subject& subject, const SeriesRelation& by,
                                 const std::string& area, const When& when) {
  const auto others = subject.points.at(by.of, area, when);
  if (others.empty()) {
    return std::nullopt;
  }
  const Held& other = *others.front();
  const double value = 100.0 - other.value;
  return Worked{.value = value,
                .how = "100 - " + printed(other.value, other.decimals) + " = " +
                       printed(value, other.decimals)};
}

/// How many there are by the report, one every so many months.
std::optional<Worked> cycle(const Subject& subject, const SeriesRelation& by,
                            const std::string& area, const When& when) {
  const Held* held = one_at(subject, area, when);
  if (held == nullptr || !held->period.first || !held->period.last) {
    return std::nullopt;
  }
  const int months = held->period.last->index() - held->period.first->index();
  const int count = months / by.months + 1;
  return Worked{.value = static_cast<double>(count),
                .how = "one every " + std::to_string(by.months) + " months, " +
                       in_words(held->period) + ", makes " + std::to_string(count)};
}

/// A part that follows its whole: it is at most that, and says how much of it.
std::string of_whole(const Subject& subject, const Held& held, const std::string& area,
                     const When& when) {
  const SeriesRelation* within = subject.relation(Relation::within);
  const Held* whole = within == nullptr ? nullptr : related(subject, within->of, area, when);
  if (whole == nullptr || whole->value == 0.0) {
    return "";
  }
  return printed(held.value, 0) + " / " + printed(whole->value, 0) + " = " +
         printed(100.0 * held.value / whole->value, 1) + "%";
}

/// "129 / 1,030 = 12.5%, ...": each part of a count, where all print as the shares of the year that
/// ends with `held`; empty where they do not.
std::string shares_of_year(const Subject& subject, const Held& held, const std::string& area,
                           const Amount& amount) {
  std::string how;
  for (const ExternalSeries& share : subject.points.definitions().report.series) {
    const auto by =
        std::ranges::find(share.relations, Relation::whole_year_parts, &SeriesRelation::kind);
    if (by == share.relations.end() || by->of != subject.series.id) {
      continue;
    }
    const auto shares = subject.points.all(share.id, area);
    const auto parts = subject.points.all(by->part, area);
    if (shares.empty() || parts.empty() || amount.value == 0.0 ||
        parts.front()->period.kind != SeriesPeriod::Kind::financial_year ||
        parts.front()->period.last != held.period.last) {
      return "";
    }
    const double per_cent = 100.0 * parts.front()->value / amount.value;
    if (rounded(per_cent, shares.front()->decimals) !=
        rounded(shares.front()->value, shares.front()->decimals)) {
      return "";
    }
    how += (how.empty() ? "" : ", ") + printed(parts.front()->value, 0) + " / " +
           printed(amount.value, 0) + " = " + printed(per_cent, 1) + "%";
  }
  return how;
}

/// A count that is said of a quarter or of its year, although its source prints it beside a
/// quarter: the shares of its parts say of which of the two it is.
std::optional<Judgement> against_year(const Subject& subject, const std::string& area,
                                      const When& when, const Amount& amount) {
  const bool quarter = when.kind == When::Kind::quarter || when.kind == When::Kind::month;
  if (!quarter && when.kind != When::Kind::financial_year) {
    return std::nullopt;
  }
  for (const Held* held : subject.points.all(subject.series.id, area)) {
    if (held->period.kind != SeriesPeriod::Kind::quarter || held->period.last != when.last) {
      continue;
    }
    const std::string how = shares_of_year(subject, *held, area, amount);
    if (how.empty()) {
      continue;
    }
    const std::string whole = "the shares of the whole year are of this number (" + how + ")";
    return quarter
               ? Judgement{.verdict = Verdict::contradicted,
                           .figure = told(*held),
                           .arithmetic = whole + ", so it counts the year and not the quarter"}
               : Judgement{.verdict = Verdict::holds, .figure = told(*held), .arithmetic = whole};
  }
  return std::nullopt;
}

/// A label that stands beside two periods, one of them a reading of the chart, as a baseline.
std::optional<Judgement> doubled_label(const Subject& subject, const Held& held,
                                       const std::string& area) {
  for (const Held* other : subject.points.all(subject.series.id, area)) {
    if (other != &held && other->value == held.value && other->point->approximate &&
        !held.point->approximate && other->period.kind == held.period.kind) {
      return Judgement{.verdict = Verdict::contradicted,
                       .figure = told(held),
                       .arithmetic = printed(held.value, held.decimals) + " stands beside both " +
                                     in_words(held.period) + " and " + in_words(other->period) +
                                     ", so one of the two labels is misplaced"};
    }
  }
  return std::nullopt;
}

/// A printed number that is the figure of another time of the same series: the time is wrong.
std::optional<Judgement> of_another_time(const Subject& subject, const std::string& area,
                                         const Amount& amount) {
  constexpr double too_small = 10.0;
  if (amount.precision != Amount::Precision::printed || std::abs(amount.value) < too_small) {
    return std::nullopt;
  }
  for (const Held* one : subject.points.all(subject.series.id, area)) {
    if (match(amount, one->value, one->decimals) == Match::equal) {
      return Judgement{.verdict = Verdict::contradicted,
                       .figure = told(*one),
                       .arithmetic = printed(amount.value, amount.decimals) +
                                     " is the figure for " + in_words(one->period)};
    }
  }
  return std::nullopt;
}

Judgement against_point(const Subject& subject, const Held& held, const std::string& area,
                        const When& when, const Amount& amount) {
  const Match found = match(amount, held.value, held.decimals);
  Judgement judged{.verdict = verdict_of(found), .figure = told(held)};
  const char* sign = found == Match::differs ? " is not " : found == Match::equal ? " = " : " ~ ";
  judged.arithmetic = in_words(amount) + sign + printed(held.value, held.decimals);
  const std::string part = of_whole(subject, held, area, when);
  judged.arithmetic += part.empty() ? "" : ", " + part;
  judged.own_words = part.empty() && held.point->evidence == "commentary";
  if (found == Match::equal && subject.relation(Relation::minimum_of) != nullptr &&
      amount.precision == Amount::Precision::over) {
    const Held* other = related(subject, subject.relation(Relation::minimum_of)->of, area, when);
    if (other != nullptr) {
      judged.verdict = Verdict::rounding;
      judged.arithmetic += "; counted otherwise it is " + printed(other->value, other->decimals);
    }
  }
  return judged;
}

Judgement against_worked(const Subject& subject, const Worked& worked, const Held* held,
                         const Amount& amount) {
  constexpr int exactly = 6;
  const bool averaged = subject.relation(Relation::monthly_average) != nullptr;
  const Match found = match(amount, worked.value, exactly);
  Judgement judged{.figure = held == nullptr ? printed(worked.value, 2) : told(*held),
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

}  // namespace

std::optional<Worked> worked_out(const Subject& subject, const std::string& area,
                                 const When& when) {
  for (const SeriesRelation& by : subject.series.relations) {
    std::optional<Worked> found;
    if (by.kind == Relation::rate) {
      found = rate(subject, by, area, when);
    } else if (by.kind == Relation::share) {
      found = share(subject, by, area, when);
    } else if (by.kind == Relation::complement) {
      found = complement(subject, by, area, when);
    } else if (by.kind == Relation::cycle) {
      found = cycle(subject, by, area, when);
    }
    if (found) {
      return found;
    }
  }
  return std::nullopt;
}

Judgement judge_value(const Subject& subject, const std::string& area, const When& said,
                      const Amount& amount) {
  const auto baseline = said.kind == When::Kind::baseline ? baseline_of(subject.series) : said;
  const When when = baseline.value_or(said);
  const auto found = subject.points.at(subject.series.id, area, when);
  const Held* held = found.empty() ? nullptr : found.front();
  if (const auto worked = worked_out(subject, area, when)) {
    return against_worked(subject, *worked, held, amount);
  }
  if (auto year = against_year(subject, area, when, amount)) {
    return *std::move(year);
  }
  if (held == nullptr) {
    if (subject.points.late(subject.series.id, area, when) == nullptr) {
      if (auto other = of_another_time(subject, area, amount)) {
        return *std::move(other);
      }
    }
    return nothing_at(subject, area, when);
  }
  for (const Held* one : found) {
    Judgement judged = against_point(subject, *one, area, when, amount);
    if (judged.verdict == Verdict::holds && subject.claim.as_baseline) {
      return doubled_label(subject, *one, area).value_or(judged);
    }
    if (judged.verdict != Verdict::contradicted) {
      return judged;
    }
  }
  return against_point(subject, *held, area, when, amount);
}

Judgement judge_of_whole(const Subject& subject) {
  const Claim& claim = subject.claim;
  Judgement part = judge_value(subject, subject.area(), claim.at, claim.amounts.front());
  const SeriesRelation* within = subject.relation(Relation::within);
  const Held* whole =
      within == nullptr ? nullptr : related(subject, within->of, subject.area(), claim.at);
  if (whole == nullptr) {
    return part;
  }
  const Amount& said = claim.amounts[1];
  part.own_words = false;
  return both(
      std::move(part),
      {.verdict = verdict_of(match(said, whole->value, whole->decimals)),
       .figure = told(*whole),
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
  return judge_value(subject, subject.area(), claim.at, amount);
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
            .figure = told(*greatest),
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
