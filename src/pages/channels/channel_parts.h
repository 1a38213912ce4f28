// What the pages of contact channels share.
#pragma once

#include <string>
#include <vector>

#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

namespace soundings::pages {

/// The codes of the domain of contact channels, in their order.
[[nodiscard]] std::vector<const DomainCode*> channels_of(const Definitions& definitions);

/// The two figures of a table by channel that are furthest apart among those whose ranges do not
/// meet, in a sentence; else that any two meet.
[[nodiscard]] std::string widest_words(const Definitions& definitions, const Table& table);

}  // namespace soundings::pages
