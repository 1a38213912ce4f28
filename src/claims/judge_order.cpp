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

std::string stem_of(const std::string& id) {
  return id.substr(0, id.rfind('_') + 1);
}

/// The figures of the series that differ from this one in their last word.
std::vector<const Held*> figures_of_kin(const Subject& subject) {
  const std::string stem = stem_of(subject.series.id);
  std::vector<const Held*> found;
  for (const ExternalSeries& one : subject.points.definitions().report.series) {
    const bool kin = !stem.empty() && one.id != subject.series.id &&
                     one.unit == subject.series.unit && stem_of(one.id) == stem;
    const Subject other{.series = one, .claim = subject.claim, .points = subject.points};
    const Held* held = kin ? one_at(other, subject.area(), subject.claim.at) : nullptr;
    if (held != nullptr) {
      found.push_back(held);
    }
  }
  return found;
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
  const Held* own = one_at(subject, subject.area(), subject.claim.at);
  if (own == nullptr) {
    return nothing_at(subject, subject.area(), subject.claim.at);
  }
  const bool lowest = subject.claim.way == Way::down;
  const auto others = figures_of_kin(subject);
  bool so = true;
  Judgement judged{.figure = held_in_words(*own)};
  for (const Held* held : others) {
    so = so && (lowest ? own->value <= held->value : own->value >= held->value);
    judged.arithmetic += (judged.arithmetic.empty() ? "" : ", ") + held->point->series + " " +
                         printed(held->value, held->decimals);
  }
  if (others.empty()) {
    return {.arithmetic = "no series of the kind of " + subject.series.id + " to set it beside"};
  }
  judged.verdict = so ? Verdict::holds : Verdict::contradicted;
  const bool open = so && is_measured(subject.points, subject.series.id);
  return open ? unclear(subject.points, std::move(judged)) : judged;
}

}  // namespace soundings::claims
