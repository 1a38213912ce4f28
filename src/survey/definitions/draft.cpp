// Looking things up among decoded definition files.
#include "definitions/draft.h"

#include <algorithm>

namespace soundings::definition {

const SurveyDraft* Draft::find_survey(std::string_view id) const noexcept {
  const auto at =
      std::find_if(surveys.begin(), surveys.end(), [this, id](const SurveyDraft& draft) {
        return draft.survey.id == id && !broken.contains(draft.header.file);
      });
  return at == surveys.end() ? nullptr : &*at;
}

bool Draft::survey_stands(const std::string& survey) const {
  return find_survey(survey) != nullptr || broken.contains("surveys/" + survey + ".json");
}

bool Draft::scheme_stands(const std::string& survey, const std::string& scheme) const {
  return broken.contains("weighting/" + survey + "." + scheme + ".json") ||
         std::any_of(schemes.begin(), schemes.end(), [&](const SchemeDraft& draft) {
           return draft.scheme.survey == survey && draft.scheme.id == scheme;
         });
}

bool Draft::adapter_stands(const std::string& adapter) const {
  return broken.contains("adapters/" + adapter + ".json") ||
         std::any_of(adapters.begin(), adapters.end(),
                     [&](const AdapterDraft& draft) { return draft.adapter.id == adapter; });
}

std::optional<std::vector<std::string>> Draft::codes_of(const Domain& domain) const {
  std::vector<std::string> codes;
  if (!domain.register_level.empty()) {
    if (!areas || broken.contains(areas->header.file)) {
      return std::nullopt;
    }
    for (const Area& area : areas->areas) {
      if (area.level == domain.register_level) {
        codes.push_back(area.id);
      }
    }
  }
  for (const DomainCode& code : domain.codes) {
    codes.push_back(code.id);
  }
  return codes;
}

}  // namespace soundings::definition
