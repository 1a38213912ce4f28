// What figures were weighted to, in words: the targets' sources and dates, and the categories that
// were joined. Pages, reports and files all read from here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"
#include "soundings/survey/weighting_report.h"

namespace soundings::wording {

/// "Age", "NPU by Crime group".
[[nodiscard]] std::string margin_name(const Survey& survey, std::string_view margin);

/// "16 to 24", "Birmingham East, Hate crime"; a stratum kept apart stands before: "2019-05,
/// Birmingham East".
[[nodiscard]] std::string margin_category(const Definitions& definitions, const Survey& survey,
                                          std::string_view margin, std::string_view category);

/// Where the targets of some margins come from, as their file says. Of invitations as_of is the
/// period; it is empty where none is meant.
struct TargetOrigin {
  std::vector<std::string> margins;
  std::string source;
  std::string as_of;
  std::string kind;  ///< "count" or "share"
};
[[nodiscard]] std::vector<TargetOrigin> target_origins(const Survey& survey, const Scheme& scheme,
                                                       const std::optional<Period>& period);

/// "Targets: Age and Sex, ONS mid-2018 population estimates, as of 2018-06-30; Ethnic group, Census
/// 2011, as of 2011-03-27." Empty where nothing is weighted. period: nothing for any.
[[nodiscard]] std::string targets_line(const Definitions& definitions, std::string_view survey,
                                       std::string_view scheme,
                                       const std::optional<Period>& period);

/// A sentence for each pair of categories that were joined: which, why, and both targets.
[[nodiscard]] std::vector<std::string> collapses(const Definitions& definitions,
                                                 std::string_view survey,
                                                 const std::vector<MarginCollapse>& collapsed);

}  // namespace soundings::wording
