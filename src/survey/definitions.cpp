// Definitions, looked up by id.
#include "soundings/survey/definitions.h"

#include <algorithm>

#include "by_id.h"

namespace soundings {

const Survey* Definitions::find_survey(std::string_view id) const noexcept {
  return find_by_id(surveys, id);
}

const Measure* Definitions::find_measure(std::string_view id) const noexcept {
  return find_by_id(measures, id);
}

const Scheme* Definitions::find_scheme(std::string_view survey,
                                       std::string_view id) const noexcept {
  const auto at = std::find_if(schemes.begin(), schemes.end(), [&](const Scheme& scheme) {
    return scheme.survey == survey && scheme.id == id;
  });
  return at == schemes.end() ? nullptr : &*at;
}

const Source* Definitions::find_source(std::string_view id) const noexcept {
  return find_by_id(sources, id);
}

const Adapter* Definitions::find_adapter(std::string_view id) const noexcept {
  return find_by_id(adapters, id);
}

}  // namespace soundings
