// The charts and figures of one aim: of measures of our own surveys, and of series of others.
#pragma once

#include <functional>

#include "soundings/claims/check.h"
#include "soundings/claims/judge.h"
#include "soundings/claims/statements.h"
#include "soundings/survey/aim_report.h"

#include "material.h"

namespace soundings::reports {

/// Charts, figures, sentences and notes of a measure. leads: it speaks for its aim.
void add_measure(const Definitions& definitions, const MeasureMaterial& material,
                 const claims::Evidence& evidence, bool leads, AimSheet& sheet);
/// The gap between areas, where that is what the aim is measured by.
void add_gap(const Definitions& definitions, const MeasureMaterial& material, AimSheet& sheet);
/// material: with a gap. Its words go to `figure`, its sentence and how it was made to `sheet`.
void say_gap(const Definitions& definitions, const MeasureMaterial& material, AimFigure& figure,
             AimSheet& sheet);

/// The same of a series of others. leads: it speaks for its aim.
void add_series(const ExternalSeries& series, const claims::Evidence& evidence, bool leads,
                AimSheet& sheet);

/// The sentences that were made, and those that were left out, of the series that `wanted` lets
/// pass.
void add_statements(const claims::Statements& statements,
                    const std::function<bool(const claims::Statement&)>& wanted, AimSheet& sheet);

/// Marks the figures of `force` whose own sentence was left out, because other figures contradict
/// them, and notes why. A sentence that could not be read in full contradicts nothing.
void mark_doubtful(const std::string& force, const claims::Evidence& evidence, AimSheet& sheet);

/// What somebody wrote of an aim, sentence by sentence, held against the figures.
[[nodiscard]] std::vector<AimCheck> check_words(std::string_view text,
                                                const claims::Evidence& evidence,
                                                const claims::AimSubject& of);

[[nodiscard]] std::string english(const Labels& labels);

/// "higher", "lower" or "same": the shape of a mark.
[[nodiscard]] std::string kind_of_mark(Verdict verdict);

}  // namespace soundings::reports
