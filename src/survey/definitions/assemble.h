// Drafts without a fault -> the definitions that the rest of the program reads.
#pragma once

#include <string>

#include "definitions/draft.h"

namespace soundings::definition {

/// `draft` has every file that must be there, and no fault. text: all files (text_of()).
[[nodiscard]] Definitions assembled(const Draft& draft, std::string text);

}  // namespace soundings::definition
