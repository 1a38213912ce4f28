// What weighting did to one period of a survey, for someone who must defend it: the
// targets and where they come from, how they were met, what that cost, and what it
// changed (docs/methods/weighting-report.md is one).
#pragma once

#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/figures/figures.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

namespace soundings::report {

/// scheme: empty for the survey's default.
struct WeightsQuestion {
  std::string survey;
  Period period;
  std::string scheme;
};

/// The force's figure of every measure of the survey, in the order of the measures; those whose
/// question nobody answered last. Each other table holds its weighting report; the first speaks for
/// the survey.
struct Weights {
  std::vector<Table> tables;
};

/// Errors: unknown_survey; not_weighted, where the survey's default is no weighting; no_answers,
/// where nobody answered any of its questions;
/// weighting_infeasible; weighting_report_hidden, where a margin hides a group or counts fewer
/// answers than may be told; and those of figures::Figures::answer.
[[nodiscard]] Expected<Weights, figures::Fault> weights(const Definitions& definitions,
                                                        const figures::Figures& figures,
                                                        const WeightsQuestion& question);

/// For people: Markdown that reads as it stands. Equal inputs give equal bytes.
[[nodiscard]] std::string weights_markdown(const Definitions& definitions, const Weights& weights);

/// For programs: `section,name,category,key,value`, one number a line, to 10 significant digits.
[[nodiscard]] std::string weights_csv(const Definitions& definitions, const Weights& weights);

/// The same numbers with their names.
[[nodiscard]] std::string weights_json(const Definitions& definitions, const Weights& weights);

}  // namespace soundings::report
