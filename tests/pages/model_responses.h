// The pages of what arrives, as a model force would have them.
#pragma once

#include "soundings/pages/held_pages.h"
#include "soundings/pages/response_pages.h"

namespace soundings::pages {

[[nodiscard]] ResponsesPage model_responses();
[[nodiscard]] QuarantinePage model_quarantine();
[[nodiscard]] HeldItemPage model_held_item();
[[nodiscard]] ReplayPage model_replay();

}  // namespace soundings::pages
