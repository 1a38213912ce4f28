// Definitions, looked up by id.
#include "soundings/survey/definitions.h"

#include <algorithm>

#include "definitions/by_id.h"

namespace soundings {

const Survey* Definitions::find_survey(std::string_view id) const noexcept {
  return find_by_id(surveys, id);
}

const Measure* Definitions::find_measure(std::string_view id) const noexcept {
  return find_by_id(measures, id);
}

const MeasureGroup* Definitions::leading_group() const noexcept {
  const auto found = std::ranges::find(groups, true, &MeasureGroup::leads);
  return found == groups.end() ? nullptr : &*found;
}

const Domain* Definitions::domain_with(DomainRole role) const noexcept {
  for (const Survey& survey : surveys) {
    if (const Domain* domain = survey.domain_with(role)) {
      return domain;
    }
  }
  return nullptr;
}

std::string Definitions::domain_id(DomainRole role) const {
  const Domain* domain = domain_with(role);
  return domain == nullptr ? std::string() : domain->id;
}

std::string_view Definitions::area_level() const noexcept {
  const Domain* area = domain_with(DomainRole::area);
  return area == nullptr ? std::string_view() : std::string_view(area->register_level);
}

std::vector<const Area*> Definitions::reported_areas() const {
  const std::string_view level = area_level();
  return level.empty() ? std::vector<const Area*>() : areas.at_level(level);
}

const Scheme* Definitions::find_scheme(std::string_view survey,
                                       std::string_view id) const noexcept {
  const auto at = std::find_if(schemes.begin(), schemes.end(), [&](const Scheme& scheme) {
    return scheme.survey == survey && scheme.id == id;
  });
  return at == schemes.end() ? nullptr : &*at;
}

const ReleaseSet* Definitions::find_release_set(std::string_view survey) const noexcept {
  const auto at = std::ranges::find(releases, survey, &ReleaseSet::survey);
  return at == releases.end() ? nullptr : &*at;
}

const Source* Definitions::find_source(std::string_view id) const noexcept {
  return find_by_id(sources, id);
}

const Adapter* Definitions::find_adapter(std::string_view id) const noexcept {
  return find_by_id(adapters, id);
}

}  // namespace soundings
