// What differences between released figures come to, for claims that say that there is one.
#pragma once

#include <span>
#include <vector>

#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"

#include "judging.h"

namespace soundings::claims {

/// Of measures that a series is named after.
[[nodiscard]] std::vector<KnownReading> known_readings(const Definitions& definitions,
                                                       std::span<const Comparisons> readings);

/// A judgement that agrees is contradicted where the claim names a direction and the difference is
/// not clear.
[[nodiscard]] Judgement as_read(const Subject& subject, Judgement judged);

}  // namespace soundings::claims
