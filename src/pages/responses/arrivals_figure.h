// Columns by hour: what was received, beside what is usual at that hour.
#pragma once

#include "soundings/pages/response_pages.h"

#include "parts/view.h"

namespace soundings::pages {

/// The hours of a page, as a chart drawn from their table.
[[nodiscard]] View arrivals_figure(const ResponsesPage& page);

}  // namespace soundings::pages
