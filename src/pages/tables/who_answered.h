// Who answered in the force or an area, as far as a release says: groups of people with how many
// of them answered and the unweighted result among them, both rounded where they are rounded.
#pragma once

#include <vector>

#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

#include "parts/view.h"

namespace soundings::pages {

/// Fills in who_answered.html: a table for each of `tables`, by the domain that it has beside those
/// of `key`. key: the area's; empty for the force.
void add_who_answered(const Definitions& definitions, const std::vector<Table>& tables,
                      const DomainKey& key, View& view);

}  // namespace soundings::pages
