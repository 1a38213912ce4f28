#include "soundings/survey/source.h"

namespace soundings {

bool Source::sends(const std::string& survey) const {
  return adapters.contains(survey);
}

std::string Source::adapter_for(const std::string& survey, const std::string& media_type) const {
  const auto by_type = adapters.find(survey);
  if (by_type == adapters.end()) {
    return {};
  }
  auto found = by_type->second.find(media_type);
  if (found == by_type->second.end()) {
    found = by_type->second.find({});
  }
  return found == by_type->second.end() ? std::string{} : found->second;
}

}  // namespace soundings
