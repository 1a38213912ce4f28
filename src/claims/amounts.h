// Whether a number that somebody printed is the one that was worked out.
#pragma once

#include <string>

#include "soundings/claims/claim.h"

namespace soundings::claims {

/// equal: at the precision at which it was printed. rounded: a coarser or finer number that rounds
/// to the same. differs: neither.
enum class Match { equal, rounded, differs };

/// value: as exactly as it is known; decimals: to how many places.
[[nodiscard]] Match match(const Amount& claimed, double value, int decimals);

/// The number as it was claimed: "28,967", "about 30".
[[nodiscard]] std::string in_words(const Amount& amount);

}  // namespace soundings::claims
