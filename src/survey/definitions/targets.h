// Files of weighting targets: margin,category,target,kind,source,as_of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "definitions/draft.h"

namespace soundings::definition {

/// The targets that could be read, and a fault with its line for each row that could not.
struct TargetFile {
  std::vector<TargetLine> targets;
  Faults faults;
};

[[nodiscard]] TargetFile read_targets(const std::string& file, std::string_view text);

}  // namespace soundings::definition
