// The scopes of keys, and which adapter reads what a sender sends.
#include "soundings/survey/source.h"

#include "soundings/survey/delivery.h"

namespace soundings {

std::string_view to_text(KeyScope scope) noexcept {
  switch (scope) {
    case KeyScope::responses:
      return "responses";
    case KeyScope::invitations:
      return "invitations";
    case KeyScope::sandbox:
      break;
  }
  return "sandbox";
}

std::optional<KeyScope> parse_key_scope(std::string_view text) noexcept {
  for (const KeyScope scope : {KeyScope::responses, KeyScope::invitations, KeyScope::sandbox}) {
    if (to_text(scope) == text) {
      return scope;
    }
  }
  return std::nullopt;
}

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
