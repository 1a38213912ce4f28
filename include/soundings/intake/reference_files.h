// Files that are no responses but stand beside them: invitations and denominators.
// A file is taken whole or refused whole, with every fault named.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/finding.h"
#include "soundings/receive/names.h"
#include "soundings/store/reference.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/invitation.h"

namespace soundings::intake {

/// What of a file was not read, which is said beside what was.
struct PassedOver {
  receive::UnreadNames unread;    ///< columns with a value, and how many values
  std::vector<Finding> findings;  ///< rows without a value, the header once more
};

struct InvitationFile {
  std::vector<Invitation> rows;
  PassedOver passed_over;
};

/// CSV `survey,wave_or_month,npu,crime_group,invited,bounced,ineligible`, counts of people; every
/// column must be there. NPUs and crime groups are given by code, name or alias. Errors: one per
/// fault; pointer "line 3", code such as "survey_unknown"; or "/npu" and field_missing for a
/// column.
[[nodiscard]] Expected<InvitationFile, std::vector<Finding>> read_invitations(
    const std::string& path, const Definitions& definitions);

/// What a file of series holds: denominators, or points of external series. The other is empty.
struct SeriesFile {
  std::vector<store::SeriesPoint> denominators;
  std::vector<ExternalPoint> points;
  PassedOver passed_over;

  [[nodiscard]] std::size_t rows() const noexcept { return denominators.size() + points.size(); }
};

/// CSV `series,month,value`, all three: events a month, of a denominator the definitions know. Or
/// CSV
/// `aim,measure,area,period_type,period,value,unit,approximate,source,evidence`: figures that
/// others counted, of an external series the definitions know; a value may be written "~24,000".
[[nodiscard]] Expected<SeriesFile, std::vector<Finding>> read_series(
    const std::string& path, const Definitions& definitions);

/// The same of a file whose bytes are at hand.
[[nodiscard]] Expected<InvitationFile, std::vector<Finding>> read_invitations_in(
    std::string_view csv, const Definitions& definitions);
[[nodiscard]] Expected<SeriesFile, std::vector<Finding>> read_series_in(
    std::string_view csv, const Definitions& definitions);

}  // namespace soundings::intake
