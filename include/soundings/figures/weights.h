// What weighting did to one period of a survey: the tables that report it.
#pragma once

#include <vector>

#include "soundings/base/expected.h"
#include "soundings/figures/figures.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

namespace soundings::figures {

/// The force's figure of every measure of the survey, in the order of the measures; those whose
/// question nobody answered last. Each other table holds its weighting report; the first speaks for
/// the survey.
struct Weights {
  std::vector<Table> tables;
};

/// figures: working ones, since a release prints no weights. Errors: unknown_survey;
/// not_weighted, where the survey's default is no weighting; no_answers, where nobody answered any
/// of its questions; weighting_infeasible; and those of Figures::answer.
[[nodiscard]] Expected<Weights, Fault> weights(const Definitions& definitions,
                                               const Figures& figures,
                                               const WeightsQuestion& question);

}  // namespace soundings::figures
