// Many proportions at once: several questions by many domains of one scope, from
// dense counts (docs/methods/cells.md). The same numbers as estimate(), without
// walking cells.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "soundings/estimate/estimate.h"
#include "soundings/weigh/profiles.h"

namespace soundings::estimate {

/// Counts by slice (a contact channel, say) and profile, slice-major: [slice * profiles + profile].
struct QuestionCounts {
  std::vector<std::int32_t> valid;
  std::vector<std::int32_t> positive;
};

/// One scope, one stratum, everybody of base weight 1. people: per profile, don't knows included.
struct EstimateBoard {
  std::size_t profiles = 0;
  std::size_t slices = 0;
  std::vector<double> people;
  std::vector<QuestionCounts> questions;
};

/// Profiles of one slice.
struct EstimateBoardDomain {
  std::size_t slice = 0;
  std::vector<std::uint32_t> profiles;
};

/// One estimate per question and domain, questions first. calibration: of board.people.
[[nodiscard]] std::vector<Estimate> score(const EstimateBoard& board,
                                          const weigh::ProfileCalibration& calibration,
                                          std::span<const EstimateBoardDomain> domains);

}  // namespace soundings::estimate
