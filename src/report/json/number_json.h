// A number of a file as JSON, the same in every document.
#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "file_numbers.h"

namespace soundings::report {

/// The number the CSV file prints, so that the two cannot differ; null for nothing.
[[nodiscard]] inline nlohmann::ordered_json number(const std::optional<double>& value) {
  return value ? nlohmann::ordered_json(as_filed(*value)) : nlohmann::ordered_json(nullptr);
}

}  // namespace soundings::report
