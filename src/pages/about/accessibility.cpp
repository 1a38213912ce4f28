// The accessibility statement.
#include "soundings/pages/pages.h"

#include "parts/frame.h"

namespace soundings::pages {

std::string accessibility(const Definitions& definitions, const PageFrame& frame) {
  return framed(definitions, frame,
                {.title = "Accessibility statement", .address = "/about/accessibility"},
                "accessibility", {});
}

}  // namespace soundings::pages
