// Holding one claim about one series against its points: the parts that judge.cpp puts together.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "soundings/claims/claim.h"

#include "amounts.h"
#include "points.h"

namespace soundings::claims {

/// A figure that was worked out of others. how: "28,967 / 2,897,303 x 1,000 = 10.00".
struct Worked {
  double value = 0.0;
  std::string how;
};

/// What a claim speaks of, with the alternatives settled: one series.
struct Subject {
  const ExternalSeries& series;
  const Claim& claim;
  const Points& points;

  /// The first area of the claim; the force where none was named.
  [[nodiscard]] std::string area() const;
  [[nodiscard]] const SeriesRelation* relation(SeriesRelation::Kind kind) const;
};

/// The figure of the same series, worked out of others by its relations.
[[nodiscard]] std::optional<Worked> worked_out(const Subject& subject, const std::string& area,
                                               const When& when);

/// The one point of an area and time; nullptr where there is none.
[[nodiscard]] const Held* one_at(const Subject& subject, const std::string& area, const When& when);

/// The points of a change: `to` at the claim's time and `from` at its base, of one kind of period.
struct Ends {
  const Held* from = nullptr;
  const Held* to = nullptr;

  [[nodiscard]] bool known() const noexcept { return from != nullptr && to != nullptr; }
};
[[nodiscard]] Ends ends_of(const Subject& subject, const std::string& series,
                           const std::string& area);

/// "22,317 in the year ending March 2016".
[[nodiscard]] std::string held_in_words(const Held& held);

/// The number of a figure as it is printed.
[[nodiscard]] std::string shown(const Held& held);
/// Which way the first of two figures lies from the other, and the sign between them: " > ".
[[nodiscard]] Way way_between(const Held& one, const Held& other);
[[nodiscard]] const char* sign(const Held& one, const Held& other);

/// Why there is no figure: it was published later, or was never imported.
[[nodiscard]] Judgement nothing_at(const Subject& subject, const std::string& area,
                                   const When& when);

/// Whether two points are on different sides of a break in their series.
[[nodiscard]] bool across_break(const ExternalSeries& series, const Ends& ends);

[[nodiscard]] Verdict verdict_of(Match match) noexcept;
/// The worse of two, for claims that hold only together.
[[nodiscard]] Judgement both(Judgement one, const Judgement& other);

/// The point of a related series at the same time; of a whole, at the same end; else the newest.
[[nodiscard]] const Held* related(const Subject& subject, const std::string& series,
                                  const std::string& area, const When& when);

/// An amount against a figure that was worked out, which counts before the printed one. held: the
/// printed one; nullptr where there is none.
[[nodiscard]] Judgement against_worked(const Subject& subject, const Worked& worked,
                                       const Held* held, const Amount& amount);

[[nodiscard]] Judgement judge_value(const Subject& subject, const std::string& area,
                                    const When& when, const Amount& amount);
/// "364 of 1,030": the part, and the whole that it is said to be of.
[[nodiscard]] Judgement judge_of_whole(const Subject& subject);
[[nodiscard]] Judgement judge_change(const Subject& subject);
[[nodiscard]] Judgement judge_difference(const Subject& subject);
[[nodiscard]] Judgement judge_way(const Subject& subject);
[[nodiscard]] Judgement judge_compared(const Subject& subject);
[[nodiscard]] Judgement judge_listed(const Subject& subject);
[[nodiscard]] Judgement judge_extreme(const Subject& subject);
[[nodiscard]] Judgement judge_growth(const Subject& subject);
[[nodiscard]] Judgement judge_between(const Subject& subject);
/// From the lowest of the areas to the highest; of a series of one area, what lies between.
[[nodiscard]] Judgement judge_range(const Subject& subject);
[[nodiscard]] Judgement judge_parts(const Subject& subject);
[[nodiscard]] Judgement judge_average(const Subject& subject);
[[nodiscard]] Judgement judge_greatest(const Subject& subject);
[[nodiscard]] Judgement judge_target(const Subject& subject);
/// "(95% range 38.4 to 44.8, 904 answers)" beside a figure or a change.
[[nodiscard]] Judgement judge_interval(const Subject& subject);
/// "met its ambition", "fell short of the target".
[[nodiscard]] Judgement judge_reached(const Subject& subject);
/// Of a family of series, one for each group of people.
[[nodiscard]] Judgement judge_categories(const Claim& claim, const Points& points);

/// Of series that differ in their last word, the highest or the lowest.
[[nodiscard]] Judgement judge_siblings(const Subject& subject);
/// Two numbers of a sentence, whatever they are of, by their size alone.
[[nodiscard]] Judgement judge_order(const Claim& claim, const Points& points);

}  // namespace soundings::claims
