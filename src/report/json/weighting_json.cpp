// Targets and joined categories as JSON.
#include "json/weighting_json.h"

#include "soundings/wording/weighting.h"

#include "file_numbers.h"

namespace soundings::report {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

Json targets_of(const Definitions& definitions, std::string_view survey, std::string_view scheme,
                const Period& period) {
  Json all = Json::array();
  const Survey* found = definitions.find_survey(survey);
  const Scheme* weighted = definitions.find_scheme(survey, scheme);
  if (found == nullptr || weighted == nullptr) {
    return all;
  }
  for (const wording::TargetOrigin& origin : wording::target_origins(*found, *weighted, period)) {
    all.push_back({{"margins", origin.margins},
                   {"source", origin.source},
                   {"as_of", origin.as_of},
                   {"kind", origin.kind}});
  }
  return all;
}

Json collapsed_of(const Definitions& definitions, std::string_view survey,
                  const std::vector<MarginCollapse>& collapsed) {
  const auto words = wording::collapses(definitions, survey, collapsed);
  Json all = Json::array();
  for (std::size_t at = 0; at < words.size(); ++at) {
    const MarginCollapse& joined = collapsed[at];
    all.push_back({{"margin", joined.margin},
                   {"stratum", joined.stratum.empty() ? Json(nullptr) : Json(joined.stratum)},
                   {"category", joined.category},
                   {"into", joined.into},
                   {"reason", joined.nobody ? "nobody_answered" : "no_target"},
                   {"target", as_filed(joined.target)},
                   {"into_target", as_filed(joined.into_target)},
                   {"note", words[at]}});
  }
  return all;
}

}  // namespace soundings::report
