// Sentences of British English whose places are filled in by name.
#pragma once

#include <map>
#include <string>

namespace soundings::wording {

/// pattern: of ICU's MessageFormat, with places by name: "{title} stood at {amount}.". Values stand
/// in it as they are.
[[nodiscard]] std::string filled(const char* pattern,
                                 const std::map<std::string, std::string>& values);

}  // namespace soundings::wording
