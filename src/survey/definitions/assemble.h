// Drafts without a fault -> the definitions that the rest of the program reads.
#pragma once

#include <string>

#include "definitions/draft.h"

namespace soundings::definition {

/// `draft` has every file that must be there, and no fault. digest: of all files.
[[nodiscard]] Definitions assembled(const Draft& draft, std::string digest);

}  // namespace soundings::definition
