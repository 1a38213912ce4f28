// Values and pointers as faults print them.
#include "definitions/value_text.h"

namespace soundings::definition {

std::string pointer_of(const std::vector<std::string>& path) {
  std::string pointer;
  for (const std::string& step : path) {
    pointer += '/';
    for (const char c : step) {
      if (c == '~') {
        pointer += "~0";
      } else if (c == '/') {
        pointer += "~1";
      } else {
        pointer += c;
      }
    }
  }
  return pointer;
}

std::string shortened(std::string_view text) {
  constexpr std::size_t most = 80;
  if (text.size() <= most) {
    return std::string(text);
  }
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return std::string(text.substr(0, end)) + "...";
}

std::string spelling_key(std::string_view text) {
  std::string key;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c >= 'A' && c <= 'Z') {
      key += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || byte >= 0x80U) {
      key += c;
    }
  }
  if (key.size() > 3 && key.ends_with("npu")) {
    key.resize(key.size() - 3);
  }
  return key;
}

}  // namespace soundings::definition
