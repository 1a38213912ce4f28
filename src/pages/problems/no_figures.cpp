// The page of a program that has no figures to show.
#include "soundings/pages/pages.h"

#include "parts/frame.h"

namespace soundings::pages {

std::string no_figures(const Definitions& definitions, std::string_view address,
                       const PageFrame& frame) {
  return framed(definitions, frame, {.title = "No figures yet", .address = std::string{address}},
                "no_figures", {});
}

}  // namespace soundings::pages
