// What a reader of provisional figures knows of the areas of a month, as rows of the joint system.
#pragma once

#include <vector>

#include "soundings/disclose/protection_parameters.h"
#include "soundings/disclose/publication.h"

namespace soundings::disclose {

/// The release that these rows name.
inline constexpr const char* provisional_release = "provisional";

/// For each item and month with provisional figures: a hidden row for each area of few people, and
/// for each other area that its numbers are not below those that its figure counted. publication:
/// without the answers that are left out.
[[nodiscard]] std::vector<PrintedFigure> provisional_rows(const Publication& publication,
                                                          const ProtectionParameters& parameters);

}  // namespace soundings::disclose
