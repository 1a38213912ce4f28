// Views that the tests of counts ask for, and cells as text that can be compared.
#pragma once

#include <map>
#include <string>

#include "soundings/store/cells.h"

namespace soundings::testing {

inline const Period may = Period::month(Month(2019, 5));

inline store::View whole_experience_by_npu(const Period& period) {
  return {.survey = "victim_satisfaction",
          .period = period,
          .item = "whole_experience",
          .columns = {"npu"}};
}

/// The same with completed responses by npu and in all, and conversations held.
inline store::View with_denominators(const Period& period) {
  store::View view = whole_experience_by_npu(period);
  view.completed_by = {"", "npu"};
  view.series = "livechat_conversations";
  return view;
}

/// Responses by stratum, npu and answer ("2019-05 BE 0"), as the cells have them.
inline std::map<std::string, std::int64_t> reported(const Cells& cells) {
  std::map<std::string, std::int64_t> reported;
  for (const Cell& cell : cells.cells) {
    reported[cells.strata[cell.stratum] + " " + cells.columns[0].codes[cell.codes[0]] + " " +
             std::to_string(cell.answer)] += cell.count;
  }
  return reported;
}

using Reported = std::map<std::string, std::int64_t>;

}  // namespace soundings::testing
