// Files that are no responses but stand beside them: invitations and denominators.
// A file is taken whole or refused whole, with every fault named.
#pragma once

#include <cstdint>
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
/// lines: where each point stands.
struct SeriesFile {
  std::vector<store::SeriesPoint> denominators;
  std::vector<ExternalPoint> points;
  std::vector<std::uint64_t> lines;
  PassedOver passed_over;

  [[nodiscard]] std::size_t rows() const noexcept { return denominators.size() + points.size(); }
};

/// CSV `series,month,value`, all three: events a month, of a denominator the definitions know. Or
/// CSV
/// `aim,measure,area,period_type,period,value,unit,approximate,source,evidence`: figures that
/// others counted, of an external series the definitions know; a value may be written "~24,000".
/// Two exact points of one series, area and period with two values refuse it: point_conflicts.
[[nodiscard]] Expected<SeriesFile, std::vector<Finding>> read_series(
    const std::string& path, const Definitions& definitions);

/// The same of a file whose bytes are at hand.
[[nodiscard]] Expected<InvitationFile, std::vector<Finding>> read_invitations_in(
    std::string_view csv, const Definitions& definitions);
[[nodiscard]] Expected<SeriesFile, std::vector<Finding>> read_series_in(
    std::string_view csv, const Definitions& definitions);

/// What of kept points a file contradicts, each with the line of the file: point_conflicts.
[[nodiscard]] std::vector<Finding> conflicts_in_words(
    const SeriesFile& file, const std::vector<store::PointConflict>& conflicts);

/// Which kept points of external series are meant. area: by name or alias; period: in any of its
/// forms. Empty: any.
struct PointChoice {
  std::string series;
  std::string area;
  std::string period_type;
  std::string period;
  std::string source;
  std::string evidence;
};
[[nodiscard]] std::vector<ExternalPoint> points_chosen(const PointChoice& choice,
                                                       const std::vector<ExternalPoint>& kept,
                                                       const Definitions& definitions);

}  // namespace soundings::intake
