// The one form of a refusal: which field, what was given, which rule.
#pragma once

#include <string>

#include "soundings/figures/figures.h"

namespace soundings::figures {

/// message: `field "value": rule`.
[[nodiscard]] Fault fault(std::string code, std::string field, std::string value,
                          const std::string& rule);

/// unknown_measure, with the measure that was probably meant.
[[nodiscard]] Fault unknown_measure(const Definitions& definitions, const std::string& measure);

/// unknown_code: `code` names none of the rows of `domain`.
[[nodiscard]] Fault unknown_code(const Definitions& definitions, const Survey& survey,
                                 const std::string& field, const std::string& domain,
                                 const std::string& code);

}  // namespace soundings::figures
