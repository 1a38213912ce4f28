// What the pages of held items share: their addresses and the way back.
#pragma once

#include <string>
#include <vector>

#include "parts/view.h"

namespace soundings::pages {

/// "/responses/quarantine" or "/responses/safeguarding".
[[nodiscard]] std::string queue_address(bool safeguarding);
[[nodiscard]] std::string queue_title(bool safeguarding);

/// The way back, the page itself last. page: empty on the page of the queue.
[[nodiscard]] std::vector<View> crumbs(bool safeguarding, const std::string& page);

}  // namespace soundings::pages
