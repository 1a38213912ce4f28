// The one form of a refusal: which field, what was given, which rule.
#pragma once

#include <string>

#include "soundings/figures/figures.h"

namespace soundings::figures {

/// message: `field "value": rule`.
[[nodiscard]] Fault fault(std::string code, std::string field, std::string value,
                          const std::string& rule);

}  // namespace soundings::figures
