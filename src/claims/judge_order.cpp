// Claims that set two numbers, or series of one kind, beside each other.
#include <algorithm>
#include <utility>

#include "judging.h"

namespace soundings::claims {

namespace {

bool is_measured(const Points& points, const std::string& series) {
  return points.definitions().find_measure(series) != nullptr;
}

/// Of measures of a release: nothing says whether they differ by more than chance.
Judgement unclear(const Points& points, Judgement judged) {
  if (points.has_readings()) {
    judged.verdict = Verdict::no_source;
    judged.arithmetic += "; the release does not say whether they are clearly different";
  }
  return judged;
}

}  // namespace

Judgement judge_order(const Claim& claim, const Points& points) {
  const Amount& one = claim.amounts.front();
  const Amount& other = claim.amounts.back();
  const Way found = one.value > other.value   ? Way::up
                    : one.value < other.value ? Way::down
                                              : Way::level;
  const bool so = claim.way && *claim.way == found;
  Judgement judged{.verdict = so ? Verdict::holds : Verdict::contradicted,
                   .figure = "",
                   .arithmetic = in_words(one) +
                                 (found == Way::up     ? " > "
                                  : found == Way::down ? " < "
                                                       : " = ") +
                                 in_words(other)};
  const bool measured = std::ranges::all_of(
      claim.series, [&](const std::string& id) { return is_measured(points, id); });
  return so && !claim.series.empty() && measured ? unclear(points, std::move(judged)) : judged;
}

Judgement judge_siblings(const Subject& subject) {
  const std::string& id = subject.series.id;
  const std::string stem = id.substr(0, id.rfind('_') + 1);
  const Held* own = one_at(subject, subject.area(), subject.claim.at);
  if (own == nullptr || stem.empty()) {
    return nothing_at(subject, subject.area(), subject.claim.at);
  }
  const bool lowest = subject.claim.way == Way::down;
  Judgement judged{.figure = told(*own)};
  bool so = true;
  for (const ExternalSeries& one : subject.points.definitions().report.series) {
    const bool kin = one.id != id && one.unit == subject.series.unit &&
                     one.id.substr(0, one.id.rfind('_') + 1) == stem;
    const Subject other{.series = one, .claim = subject.claim, .points = subject.points};
    const Held* held = kin ? one_at(other, subject.area(), subject.claim.at) : nullptr;
    if (held != nullptr) {
      so = so && (lowest ? own->value <= held->value : own->value >= held->value);
      judged.arithmetic += (judged.arithmetic.empty() ? "" : ", ") + one.id + " " +
                           printed(held->value, held->decimals);
    }
  }
  if (judged.arithmetic.empty()) {
    return {.arithmetic = "no series of the kind of " + id + " to set it beside"};
  }
  judged.verdict = so ? Verdict::holds : Verdict::contradicted;
  return so && is_measured(subject.points, id) ? unclear(subject.points, std::move(judged))
                                               : judged;
}

}  // namespace soundings::claims
