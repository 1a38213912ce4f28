// Claims of a value: held against the point, and against what the point follows from.
#include <algorithm>
#include <cmath>
#include <utility>

#include "soundings/base/number.h"

#include "judging.h"

namespace soundings::claims {

namespace {

using Relation = SeriesRelation::Kind;

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
  const bool three_months =
      when.kind == When::Kind::span && when.first && when.last && when.first->plus(2) == *when.last;
  const bool quarter =
      when.kind == When::Kind::quarter || when.kind == When::Kind::month || three_months;
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
    return quarter ? Judgement{.verdict = Verdict::contradicted,
                               .figure = held_in_words(*held),
                               .arithmetic = whole + ", so it counts the year and not the quarter"}
                   : Judgement{.verdict = Verdict::holds,
                               .figure = held_in_words(*held),
                               .arithmetic = whole};
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
                       .figure = held_in_words(held),
                       .arithmetic = printed(held.value, held.decimals) + " stands beside both " +
                                     in_words(held.period) + " and " + in_words(other->period) +
                                     ", so one of the two labels is misplaced"};
    }
  }
  return std::nullopt;
}

/// Whether a claim of one value alone speaks of the time that its series is set against.
bool is_baseline(const Subject& subject, const Held& held) {
  const auto base = subject.points.baseline(subject.series);
  return subject.claim.alone && base && held.period.first == base->first &&
         held.period.last == base->last;
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
                       .figure = held_in_words(*one),
                       .arithmetic = printed(amount.value, amount.decimals) +
                                     " is the figure for " + in_words(one->period)};
    }
  }
  return std::nullopt;
}

Judgement against_point(const Subject& subject, const Held& held, const std::string& area,
                        const When& when, const Amount& amount) {
  const Match found = match(amount, held.value, held.decimals);
  Judgement judged{.verdict = verdict_of(found), .figure = held_in_words(held)};
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

namespace {

/// A claim of a time of which there is no figure.
Judgement without_point(const Subject& subject, const std::string& area, const When& when,
                        const Amount& amount) {
  if (subject.points.late(subject.series.id, area, when) == nullptr) {
    if (auto other = of_another_time(subject, area, amount)) {
      return *std::move(other);
    }
  }
  return nothing_at(subject, area, when);
}

}  // namespace

Judgement judge_value(const Subject& subject, const std::string& area, const When& said,
                      const Amount& amount) {
  const auto baseline =
      said.kind == When::Kind::baseline ? subject.points.baseline(subject.series) : said;
  const When when = baseline.value_or(said);
  const auto found = subject.points.at(subject.series.id, area, when);
  if (const auto worked = worked_out(subject, area, when)) {
    return against_worked(subject, *worked, found.empty() ? nullptr : found.front(), amount);
  }
  if (auto year = against_year(subject, area, when, amount)) {
    return *std::move(year);
  }
  if (found.empty()) {
    return without_point(subject, area, when, amount);
  }
  for (const Held* one : found) {
    Judgement judged = against_point(subject, *one, area, when, amount);
    const bool labelled = subject.claim.as_baseline || is_baseline(subject, *one);
    if (judged.verdict == Verdict::holds && labelled) {
      return doubled_label(subject, *one, area).value_or(judged);
    }
    if (judged.verdict != Verdict::contradicted) {
      return judged;
    }
  }
  return against_point(subject, *found.front(), area, when, amount);
}

}  // namespace soundings::claims
