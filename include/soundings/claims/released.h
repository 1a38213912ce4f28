// Figures of our own surveys, as a release prints them, in the form of points: claims are held
// against them as against imported ones.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "soundings/claims/statements.h"
#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

namespace soundings::claims {

/// A period of a survey as points have it.
[[nodiscard]] std::optional<SeriesPeriod> series_period(const Period& period, const Survey* survey);

/// The force's name in points: "West Midlands force".
[[nodiscard]] std::string force_in_series(const Definitions& definitions);

/// One for each figure of the force and of an area, of measures that a series is named after, in
/// tables and on both sides of changes. Rounded figures are approximate points; hidden and missing
/// ones give none.
[[nodiscard]] std::vector<ExternalPoint> released_points(const Definitions& definitions,
                                                         std::span<const Table> tables,
                                                         std::span<const Comparisons> changes = {});

/// `released` with those imported points whose series it does not measure.
[[nodiscard]] std::vector<ExternalPoint> with_released(std::vector<ExternalPoint> imported,
                                                       std::vector<ExternalPoint> released);

/// A measure as a report speaks of it. force: its figure. Nothing where there is none.
struct MeasureFigures {
  const Table* force = nullptr;
  const Comparisons* change = nullptr;    ///< from the baseline
  const Comparisons* previous = nullptr;  ///< from the month before
  const Comparisons* areas = nullptr;     ///< against the rest of the force
};

/// Sentences of one measure: its figure, its changes with what they come to, the areas that stand
/// apart. Each has passed check_sentence(), or stands in `withheld`.
[[nodiscard]] Statements survey_statements(const MeasureFigures& figures, const Evidence& evidence);

}  // namespace soundings::claims
