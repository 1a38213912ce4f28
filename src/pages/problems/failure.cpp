// The page of a failure of the server.
#include "soundings/pages/pages.h"

#include "parts/frame.h"

namespace soundings::pages {

std::string failure(const Definitions& definitions, std::string_view reference,
                    const PageFrame& frame) {
  return framed(definitions, frame, {.title = "Sorry, we cannot show this page"}, "failure",
                View{}.text("reference", std::string{reference}));
}

}  // namespace soundings::pages
