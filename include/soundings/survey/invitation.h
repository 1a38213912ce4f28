// Survey invitations sent in a month or wave to one NPU and crime group: the
// denominators of response rates and the totals of invited_by_npu.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "soundings/survey/period.h"

namespace soundings {

/// The domains by which a file of invitations counts: two of its columns, whatever the survey.
inline constexpr std::array<std::string_view, 2> invitation_domains{"npu", "crime_group"};

[[nodiscard]] constexpr bool counts_invitations(std::string_view domain) noexcept {
  return std::ranges::find(invitation_domains, domain) != invitation_domains.end();
}

struct Invitation {
  std::string survey;
  Period period;            ///< one month or one wave
  std::string npu;          ///< code; empty when the survey has none
  std::string crime_group;  ///< code; empty when not distinguished
  std::int64_t invited = 0;
  std::int64_t bounced = 0;
  std::int64_t ineligible = 0;

  /// The code in a domain of invitation_domains; blank in any other.
  [[nodiscard]] std::string_view code_in(std::string_view domain) const noexcept {
    if (domain == invitation_domains[0]) {
      return npu;
    }
    return domain == invitation_domains[1] ? std::string_view(crime_group) : std::string_view();
  }

  /// People who could have answered: invited - bounced - ineligible.
  [[nodiscard]] std::int64_t eligible() const noexcept { return invited - bounced - ineligible; }
};

}  // namespace soundings
