// What the way out is given for May 2019: answers by NPU with their invitations, and
// the table that a question makes of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/number.h"
#include "soundings/figures/tabulate.h"

#include "support/may_2019.h"
#include "support/small_force.h"

namespace soundings::testing {

inline const Period may = Period::month(Month(2019, 5));

inline Invitation invitation(Period period, const std::string& npu, std::int64_t invited,
                             const std::string& crime_group = "") {
  return {.survey = "victims",
          .period = period,
          .npu = npu,
          .crime_group = crime_group,
          .invited = invited};
}

inline std::vector<Invitation> invited_in(Period period) {
  std::vector<Invitation> all;
  for (const NpuCount& npu : may_2019) {
    all.push_back(invitation(period, npu.npu, static_cast<std::int64_t>(npu.invited)));
  }
  return all;
}

inline figures::Asked understood(const Definitions& definitions,
                                 const figures::Question& question) {
  return figures::understand(definitions, question).value();
}

inline Table answer(const Definitions& definitions, const figures::Question& question,
                    const Evidence& evidence) {
  return figures::tabulate(definitions, understood(definitions, question), evidence);
}

/// satisfied and answered by NPU, in the order of the register.
inline Evidence by_npu(const std::vector<std::int64_t>& satisfied,
                       const std::vector<std::int64_t>& answered) {
  std::vector<Group> groups;
  for (std::size_t at = 0; at < npus.size(); ++at) {
    groups.push_back({{{"npu", npus[at]}}, satisfied[at], answered[at]});
  }
  return {.cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups),
          .invitations = invited_in(may),
          .data_version = 904,
          .completed = {{"", {{"", 904}}}, {"npu", {{"BE", 148}, {"SH", 88}}}}};
}

inline Evidence may_by_npu() {
  return by_npu({57, 65, 56, 46, 46, 45, 35, 31}, {148, 171, 124, 96, 118, 88, 84, 75});
}

inline std::string printed(const std::optional<double>& value, int decimals) {
  return value ? rounded(*value, decimals) : "";
}

inline std::string printed(const Shown& shown) {
  return printed(shown.value, 1) + " (" + printed(shown.lo, 1) + "-" + printed(shown.hi, 1) + ")";
}

}  // namespace soundings::testing
