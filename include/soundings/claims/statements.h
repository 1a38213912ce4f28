// Sentences that a report can print, made of the imported series by rule: the newest figure, its
// change from the baseline, areas above the average, the highest, the greatest growth, groups of
// people beside each other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/claims/judge.h"

namespace soundings::claims {

/// kind: "value", "change", "peak", "comparison", "above_average", "highest", "range", "growth" or
/// "groups". verdict: "Better", "Worse", "No change"; "Cannot say" of a survey of others, which
/// gives no range; or empty where the series has no good direction or the sentence sets nothing
/// beside it.
struct Statement {
  std::string aim;
  std::string series;
  std::string kind;
  std::string text;
  std::string verdict;
};

/// A sentence that was not made, because its own check does not bear it out. figure: what it was
/// held against.
struct Withheld {
  Statement statement;
  std::string figure;
  std::string arithmetic;
};

struct Statements {
  std::vector<Statement> made;
  std::vector<Withheld> withheld;
};

/// Of every series of an aim, or of all where `aim` is empty, in the order of the definitions. Each
/// has passed check_sentence(). Nothing is compared across a break.
[[nodiscard]] Statements statements(const Evidence& evidence, std::string_view aim = {});

}  // namespace soundings::claims
