// The page of a database without any answers.
#include "soundings/pages/pages.h"

#include "parts/frame.h"

namespace soundings::pages {

std::string no_answers(const Definitions& definitions, std::string_view address,
                       const PageFrame& frame) {
  return framed(definitions, frame, {.title = "No answers yet", .address = std::string{address}},
                "no_answers", {});
}

}  // namespace soundings::pages
