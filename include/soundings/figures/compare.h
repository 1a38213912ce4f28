// Comparisons: one figure against another of the same question, with what their difference can
// and cannot be said to show (docs/methods/comparisons.md).
//
// The pure half, after the manner of tabulate.h: counts and a checked question in, comparisons at
// full precision out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/figures/figures.h"
#include "soundings/figures/tabulate.h"
#include "soundings/survey/comparison.h"

namespace soundings::figures {

/// A comparison whose every word is known. a and b: of one item of one survey, by the same domain
/// or none.
struct Compared {
  Asked a;
  std::optional<Asked> b;  ///< nothing where the survey had no such period
  Against against = Against::rest;
  std::string code;        ///< only this code of the domain; empty: every one
  std::string other_code;  ///< what Against::code names

  /// Both periods, and all between them: what has to be counted.
  [[nodiscard]] Asked whole() const;
};

/// What one word names: "rest", "force", "previous", "year_before", a period, a measure's id, or
/// else a code of the domain compared along.
struct Counterpart {
  Against against = Against::rest;
  std::string other;  ///< as ComparisonQuestion::other
};
[[nodiscard]] Counterpart counterpart(const Definitions& definitions, const std::string& text);

/// Checks a comparison against the definitions. Without a domain a comparison with others is made
/// along the areas. Errors: those of understand() for a Question, and comparison_needs_domain,
/// unknown_code, unknown_against, comparison_with_itself, comparison_of_different_questions,
/// comparison_of_overlapping_periods, comparison_across_break, several_figures.
[[nodiscard]] Expected<Compared, Fault> understand(const Definitions& definitions,
                                                   const ComparisonQuestion& question);

/// The part of some evidence that lies in a period: its cells, people and invitations. Rates are
/// not carried over.
[[nodiscard]] Evidence within(const Evidence& evidence, const Period& period);

/// A comparison with what it is made of. evidence: of whole(). begun: the first period with answers
/// to the survey, where known: a side that begins before it is not whole, and nothing is tested
/// against it.
struct Comparable {
  Compared compared;
  Evidence evidence;
  std::optional<Period> begun;
};

/// Comparisons that are read at once: each q allows for all of them.
[[nodiscard]] std::vector<Comparisons> compare(const Definitions& definitions,
                                               const std::vector<Comparable>& together);

/// One alone.
[[nodiscard]] Comparisons compare(const Definitions& definitions, const Compared& compared,
                                  const Evidence& evidence, const std::optional<Period>& begun);

}  // namespace soundings::figures
