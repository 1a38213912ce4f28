// Ranges and bases that a sentence states beside a released figure or change.
#include <optional>
#include <utility>

#include "judging.h"

namespace soundings::claims {

namespace {

/// One number of the brackets against what the release prints; nothing where it prints none.
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

/// Both ends of the brackets.
Judgement against_ends(const Claim& claim, std::optional<double> lo, std::optional<double> hi,
                       int decimals) {
  Judgement judged{.verdict = Verdict::holds};
  if (claim.ends.size() == 2) {
    judged = both(against_known("the low end", claim.ends[0], lo, decimals),
                  against_known("the high end", claim.ends[1], hi, decimals));
  }
  return judged;
}

Judgement of_figure(const Claim& claim, const KnownRange& known) {
  Judgement judged = against_ends(claim, known.lo, known.hi, known.decimals);
  return claim.answers
             ? both(std::move(judged), against_known("the base", *claim.answers, known.base, 0))
             : judged;
}

Judgement of_change(const Claim& claim, const KnownReading& known) {
  Judgement judged = against_ends(claim, known.lo, known.hi, known.decimals);
  return claim.points ? both(std::move(judged), against_known("the change", *claim.points,
                                                              known.points, known.decimals))
                      : judged;
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
    return known == nullptr ? nothing : of_change(subject.claim, *known);
  }
  const Held* held = one_at(subject, area, subject.claim.at);
  const KnownRange* known =
      held == nullptr ? nullptr : subject.points.range(subject.series.id, area, held->period);
  return known == nullptr ? nothing : of_figure(subject.claim, *known);
}

}  // namespace soundings::claims
