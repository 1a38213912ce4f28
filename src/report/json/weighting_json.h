// What figures were weighted to, as JSON: one shape for every document of figures.
#pragma once

#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

namespace soundings::report {

/// [{"margins","source","as_of","kind"}]; empty where nothing is weighted.
[[nodiscard]] nlohmann::ordered_json targets_of(const Definitions& definitions,
                                                std::string_view survey, std::string_view scheme,
                                                const Period& period);

/// [{"margin","stratum","category","into","reason","target","into_target","note"}].
[[nodiscard]] nlohmann::ordered_json collapsed_of(const Definitions& definitions,
                                                  std::string_view survey,
                                                  const std::vector<MarginCollapse>& collapsed);

}  // namespace soundings::report
