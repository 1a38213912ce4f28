// The page that says what went wrong with a request.
#include "soundings/pages/pages.h"

#include "parts/frame.h"

namespace soundings::pages {

std::string problem(const Definitions& definitions, int status, std::string_view title,
                    std::string_view detail, const PageFrame& frame) {
  return framed(definitions, frame, {.title = std::string{title}}, "problem",
                View{}
                    .text("problem_title", std::string{title})
                    .text("problem_detail", std::string{detail})
                    .text("status", std::to_string(status)));
}

}  // namespace soundings::pages
