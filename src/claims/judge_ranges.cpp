// Ranges and bases that a sentence tells beside a released figure or change.
#include <array>
#include <optional>

#include "judging.h"

namespace soundings::claims {

namespace {

/// One number of the brackets against what the release prints; nothing where it tells none.
Judgement against_known(const char* what, const Amount& said, std::optional<double> known,
                        int decimals) {
  if (!known) {
    return {.arithmetic = std::string("no release tells ") + what};
  }
  const Match found = match(said, *known, decimals);
  return {.verdict = verdict_of(found),
          .figure = "",
          .arithmetic = std::string(what) + " " + in_words(said) +
                        (found == Match::differs ? " is not " : " = ") + printed(*known, decimals)};
}

Judgement of_figure(const Subject& subject, const KnownRange& known) {
  constexpr std::array ends{"the low end", "the high end"};
  const Claim& claim = subject.claim;
  Judgement judged{.verdict = Verdict::holds};
  for (std::size_t i = 0; i < claim.ends.size() && i < ends.size(); ++i) {
    judged = both(std::move(judged), against_known(ends.at(i), claim.ends[i],
                                                   i == 0 ? known.lo : known.hi, known.decimals));
  }
  if (claim.answers) {
    judged = both(std::move(judged), against_known("the base", *claim.answers, known.base, 0));
  }
  return judged;
}

Judgement of_change(const Subject& subject, const KnownReading& known) {
  constexpr std::array ends{"the low end", "the high end"};
  const Claim& claim = subject.claim;
  Judgement judged{.verdict = Verdict::holds};
  for (std::size_t i = 0; i < claim.ends.size() && i < ends.size(); ++i) {
    judged = both(std::move(judged), against_known(ends.at(i), claim.ends[i],
                                                   i == 0 ? known.lo : known.hi, known.decimals));
  }
  if (claim.points) {
    judged = both(std::move(judged),
                  against_known("the change", *claim.points, known.points, known.decimals));
  }
  return judged;
}

}  // namespace

Judgement judge_interval(const Subject& subject) {
  const std::string area = subject.area();
  const Judgement nothing{.arithmetic = "no release tells a range of " + subject.series.id};
  if (subject.claim.of_change) {
    const Ends ends = ends_of(subject, subject.series.id, area);
    const KnownReading* known =
        ends.known()
            ? subject.points.reading(subject.series.id, area, &ends.from->period, ends.to->period)
            : nullptr;
    return known == nullptr ? nothing : of_change(subject, *known);
  }
  const Held* held = one_at(subject, area, subject.claim.at);
  const KnownRange* known =
      held == nullptr ? nullptr : subject.points.range(subject.series.id, area, held->period);
  return known == nullptr ? nothing : of_figure(subject, *known);
}

}  // namespace soundings::claims
