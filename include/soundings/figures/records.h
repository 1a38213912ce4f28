// Records of respondents with the weights that figures are made with.
#pragma once

#include "soundings/base/expected.h"
#include "soundings/figures/question.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/records.h"

namespace soundings::store {
class CellReader;
class RecordReader;
}  // namespace soundings::store

namespace soundings::figures {

/// Every response to a survey that counts in a period. Sorted by what they hold, so that their
/// order says nothing of when they came; numbers of people are of this file alone. scheme: empty
/// for the survey's own. Errors: unknown_survey; unknown_measure where the survey has none; those
/// of understand(); no_answers; weighting_infeasible; answers_changed, where answers arrived
/// between the count and the reading.
[[nodiscard]] Expected<RespondentRecords, Fault> records(const Definitions& definitions,
                                                         store::CellReader& cells,
                                                         const store::RecordReader& reader,
                                                         const WeightsQuestion& question);

}  // namespace soundings::figures
