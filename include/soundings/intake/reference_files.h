// Files that are no responses but stand beside them: invitations and denominators.
// A file is taken whole or refused whole, with every fault named.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/finding.h"
#include "soundings/store/reference.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/invitation.h"

namespace soundings::intake {

/// CSV `survey,wave_or_month,npu,crime_group,invited,bounced,ineligible`, counts of people. NPUs
/// and crime groups are given by code, name or alias. Errors: one per fault; pointer "line 3", code
/// such as "survey_unknown".
[[nodiscard]] Expected<std::vector<Invitation>, std::vector<Finding>> read_invitations(
    const std::string& path, const Definitions& definitions);

/// CSV `series,month,value`: events a month, of a series the definitions know.
[[nodiscard]] Expected<std::vector<store::SeriesPoint>, std::vector<Finding>> read_series(
    const std::string& path, const Definitions& definitions);

/// The same of a file whose bytes are at hand.
[[nodiscard]] Expected<std::vector<Invitation>, std::vector<Finding>> read_invitations_in(
    std::string_view csv, const Definitions& definitions);
[[nodiscard]] Expected<std::vector<store::SeriesPoint>, std::vector<Finding>> read_series_in(
    std::string_view csv, const Definitions& definitions);

}  // namespace soundings::intake
