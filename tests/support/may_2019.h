// The victim survey of May 2019 as counts: eight NPUs, whole experience, and the
// invitations it is weighted to.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "soundings/survey/cells.h"
#include "soundings/weigh/calibrate.h"

namespace soundings::testing {

struct NpuCount {
  const char* npu;
  std::int64_t satisfied;
  std::int64_t answered;
  double invited;
};

inline constexpr std::array<NpuCount, 8> may_2019{{{"BE", 57, 148, 1450},
                                                   {"BW", 65, 171, 1720},
                                                   {"CV", 56, 124, 980},
                                                   {"DY", 46, 96, 760},
                                                   {"SW", 46, 118, 1020},
                                                   {"SH", 45, 88, 520},
                                                   {"WS", 35, 84, 830},
                                                   {"WV", 31, 75, 720}}};

/// Answer 0 is satisfied, 1 is not.
inline std::shared_ptr<const Cells> may_2019_cells() {
  auto cells = std::make_shared<Cells>();
  cells->columns = {{.id = "npu", .codes = {"(missing)"}}};
  cells->strata = {"2019-05"};
  cells->units = {904};
  cells->population = {0.0};
  cells->answers = {"1", "7"};
  for (std::size_t i = 0; i < may_2019.size(); ++i) {
    const NpuCount& npu = may_2019.at(i);
    cells->columns[0].codes.emplace_back(npu.npu);
    const std::array<std::int64_t, 2> counts{npu.satisfied, npu.answered - npu.satisfied};
    for (std::int32_t answer = 0; answer < 2; ++answer) {
      const auto count = counts.at(static_cast<std::size_t>(answer));
      cells->cells.push_back({.stratum = 0,
                              .codes = {static_cast<std::uint16_t>(i + 1)},
                              .answer = answer,
                              .count = count,
                              .weight = static_cast<double>(count),
                              .weight_squared = static_cast<double>(count)});
    }
  }
  return cells;
}

inline weigh::Plan invited_by_npu() {
  weigh::Plan plan{.method = weigh::Method::poststratify, .margins = {{.name = "npu"}}};
  for (const NpuCount& npu : may_2019) {
    plan.margins[0].targets.push_back({.category = npu.npu, .target = npu.invited});
  }
  return plan;
}

}  // namespace soundings::testing
