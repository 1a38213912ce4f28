// How the figures are made, in plain words, with the numbers that the definitions set.
#include <optional>

#include "soundings/pages/pages.h"
#include "soundings/wording/weighting.h"
#include "soundings/wording/wording.h"

#include "parts/frame.h"
#include "parts/phrase.h"

namespace soundings::pages {
namespace {

std::vector<View> survey_rows(const Definitions& definitions) {
  std::vector<View> rows;
  for (const Survey& survey : definitions.surveys) {
    if (definitions.find_release_set(survey.id) == nullptr) {
      continue;
    }
    const Scheme* scheme = definitions.find_scheme(survey.id, survey.default_scheme);
    rows.push_back(View{}
                       .text("survey_title", english(survey.title))
                       .text("survey_asked", survey.waved ? "In waves" : "Every month")
                       .text("survey_weighting", scheme == nullptr ? "None" : scheme->title)
                       .text("survey_targets",
                             scheme == nullptr ? ""
                                               : wording::targets_line(definitions, survey.id,
                                                                       scheme->id, std::nullopt))
                       .text("survey_version", survey.version));
  }
  return rows;
}

}  // namespace

std::string method(const Definitions& definitions, const PageFrame& frame) {
  const auto hidden_below = definitions.protection.hide_below;
  const auto unreliable_below = definitions.disclosure.unreliable_below;
  return framed(definitions, frame,
                {.title = "How the figures are made", .address = "/about/method"}, "method_page",
                View{}
                    .text("range_meaning", wording::range_meaning(nullptr, 0.95))
                    .text("hidden_below", std::to_string(hidden_below))
                    .text("unreliable_below", std::to_string(unreliable_below))
                    .text("coarse", wording::coarse(definitions))
                    .list("survey_rows", survey_rows(definitions)));
}

}  // namespace soundings::pages
