// What earlier releases printed, as the release that is made now must agree with it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "soundings/disclose/publication.h"
#include "soundings/store/provisional.h"
#include "soundings/store/releases.h"

#include "count/layer_history.h"

namespace soundings::release {

/// The printed numbers of a survey; none where the release has no such file, or one that cannot be
/// read. Layers that were split since stand as their parts.
[[nodiscard]] std::vector<disclose::PrintedFigure> printed_of(const store::Release& release,
                                                              const Plan& plan,
                                                              const LayerHistory& history);

/// Adds to the publication what `earlier` releases printed of its people, or of people who share a
/// figure with them, with all the layers that they counted. Their ids.
[[nodiscard]] std::vector<std::string> hold_against(disclose::Publication& publication,
                                                    const Plan& plan, const LayerHistory& history,
                                                    std::span<const store::Release> earlier);

/// Adds what the newest provisional figure of each area counted, of the months of the publication.
void hold_against(disclose::Publication& publication, const Plan& plan, const LayerHistory& history,
                  const store::ProvisionalHistory& provisional);

}  // namespace soundings::release
