// Survey invitations sent in a month or wave to one NPU and crime group: the
// denominators of response rates and the totals of invited_by_npu.
#pragma once

#include <cstdint>
#include <string>

#include "soundings/survey/period.h"

namespace soundings {

struct Invitation {
  std::string survey;
  Period period;            ///< one month or one wave
  std::string npu;          ///< code; empty when the survey has none
  std::string crime_group;  ///< code; empty when not distinguished
  std::int64_t invited = 0;
  std::int64_t bounced = 0;
  std::int64_t ineligible = 0;

  /// People who could have answered: invited - bounced - ineligible.
  [[nodiscard]] std::int64_t eligible() const noexcept { return invited - bounced - ineligible; }
};

}  // namespace soundings
