// What differences between released figures come to, for claims that say that there is one.
#pragma once

#include <span>
#include <vector>

#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

#include "judging.h"

namespace soundings::claims {

/// Of measures that a series is named after.
[[nodiscard]] std::vector<KnownReading> known_readings(const Definitions& definitions,
                                                       std::span<const Comparisons> readings);

/// The ranges and bases of the figures that released_points() makes points of.
[[nodiscard]] std::vector<KnownRange> known_ranges(const Definitions& definitions,
                                                   std::span<const Table> tables);

/// A judgement that agrees is contradicted where the claim names a direction and the difference is
/// not clear, and has no source where no release says whether it is.
[[nodiscard]] Judgement as_read(const Subject& subject, Judgement judged);

}  // namespace soundings::claims
