// Held items as JSON: for the operator, and for stewards who ask with a program.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "soundings/base/finding.h"
#include "soundings/store/held.h"

namespace soundings::serve::held_items {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json errors_json(const std::vector<Finding>& errors,
                               const std::vector<std::string>& value_classes = {});
[[nodiscard]] Json item_json(const store::HeldItem& item);
[[nodiscard]] Json versions_json(const std::vector<store::Version>& versions);

}  // namespace soundings::serve::held_items
