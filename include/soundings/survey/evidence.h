// Everything counted that an answer is made of: what the store counts and figures are made from.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "soundings/survey/cells.h"
#include "soundings/survey/invitation.h"

namespace soundings {

/// Cells with everything that is divided by or into them, all of one snapshot.
struct Evidence {
  std::shared_ptr<const Cells> cells;   ///< of one item, crossed by the columns asked for
  std::vector<Invitation> invitations;  ///< of the survey, within the period
  std::int64_t data_version = 0;        ///< sequence of the last response counted
  /// Responses with a valid answer to any scale item, by domain ("" for all) and its code, in the
  /// month they were invited in where it is known: numerators of response rates.
  std::map<std::string, std::map<std::string, std::int64_t>> completed;
  /// Events that could have been answered, over the months of the period. Nothing where the survey
  /// has no denominators file.
  std::optional<std::int64_t> events;
};

}  // namespace soundings
