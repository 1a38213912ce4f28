#include "soundings/wording/fill.h"

#include <cstdint>
#include <stdexcept>
#include <vector>

#include <unicode/msgfmt.h>

namespace soundings::wording {

std::string filled(const char* pattern, const std::map<std::string, std::string>& values) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessageFormat format(icu::UnicodeString::fromUTF8(pattern), icu::Locale("en", "GB"),
                                  status);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> things;
  for (const auto& [name, value] : values) {
    names.push_back(icu::UnicodeString::fromUTF8(name));
    things.emplace_back(icu::UnicodeString::fromUTF8(value));
  }
  icu::UnicodeString text;
  format.format(names.data(), things.data(), static_cast<std::int32_t>(names.size()), text, status);
  if (U_FAILURE(status)) {
    throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
  }
  std::string out;
  return text.toUTF8String(out);
}

}  // namespace soundings::wording
