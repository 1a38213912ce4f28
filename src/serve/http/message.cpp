#include "soundings/serve/message.h"

#include "soundings/base/text.h"

namespace soundings::serve {

std::string_view Request::header(std::string_view name) const noexcept {
  for (const auto& [field, value] : headers) {
    if (same_name(field, name)) {
      return value;
    }
  }
  return {};
}

std::vector<std::string_view> Request::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [field, value] : headers) {
    if (same_name(field, name)) {
      values.emplace_back(value);
    }
  }
  return values;
}

std::string Request::asked(const std::string& name) const {
  for (const auto* fields : {&query, &form}) {
    if (const auto found = fields->find(name); found != fields->end()) {
      return found->second;
    }
  }
  return {};
}

}  // namespace soundings::serve
