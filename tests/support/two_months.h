// April and May 2019 of the small force by NPU, with the invitations both months are weighted to;
// answered by R in tools/oracle_r/comparisons.R.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "soundings/figures/tabulate.h"

#include "support/may_2019.h"
#include "support/small_force.h"

namespace soundings::testing {

inline const Period april_2019 = Period::month(Month(2019, 4));
inline const Period may_of_2019 = Period::month(Month(2019, 5));

inline constexpr std::array<std::int64_t, 8> april_satisfied{60, 70, 58, 45, 47, 44, 36, 32};
inline constexpr std::array<std::int64_t, 8> april_answered{144, 166, 121, 93, 115, 86, 82, 73};

inline std::vector<Invitation> invited_in_both() {
  std::vector<Invitation> all;
  for (const Period& period : {april_2019, may_of_2019}) {
    for (const NpuCount& npu : may_2019) {
      all.push_back({.survey = "victims",
                     .period = period,
                     .npu = npu.npu,
                     .crime_group = "",
                     .invited = static_cast<std::int64_t>(npu.invited)});
    }
  }
  return all;
}

/// 392 of 880 satisfied in April, 381 of 904 in May.
inline Evidence april_and_may() {
  std::vector<Group> groups;
  for (std::size_t at = 0; at < npus.size(); ++at) {
    groups.push_back({{{"npu", npus[at]}}, april_satisfied.at(at), april_answered.at(at), 0});
  }
  for (std::size_t at = 0; at < npus.size(); ++at) {
    groups.push_back({{{"npu", npus[at]}}, may_2019.at(at).satisfied, may_2019.at(at).answered, 1});
  }
  return {
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-04", "2019-05"}, groups),
      .invitations = invited_in_both(),
      .data_version = 1784};
}

/// The same with forty people of Birmingham East in both months: 15 satisfied twice, 5 in April
/// alone, 3 in May alone, 17 never.
inline Evidence april_and_may_with_forty_twice() {
  Evidence evidence = april_and_may();
  auto cells = std::make_shared<Cells>(*evidence.cells);
  const auto cell_of = [&cells](std::uint32_t stratum, std::int32_t answer) {
    std::uint32_t at = 0;
    while (cells->cells[at].stratum != stratum || cells->cells[at].answer != answer) {
      ++at;  // Birmingham East stands first in either month
    }
    return at;
  };
  const auto twice = [&](std::int32_t in_april, std::int32_t in_may, std::int64_t people) {
    cells->repeats.push_back({.cells = {cell_of(0, in_april), cell_of(1, in_may)},
                              .held = {1.0, 1.0},
                              .people = people});
  };
  twice(0, 0, 15);
  twice(0, 1, 5);
  twice(1, 0, 3);
  twice(1, 1, 17);
  evidence.cells = cells;
  return evidence;
}

}  // namespace soundings::testing
