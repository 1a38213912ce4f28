// The published series of June 2019, as the definitions read them.
#pragma once

#include <string>
#include <vector>

#include "soundings/claims/judge.h"

namespace soundings::test {

[[nodiscard]] const Definitions& shipped();
[[nodiscard]] const std::vector<ExternalPoint>& published_points();
/// With the report of June 2019.
[[nodiscard]] const claims::Evidence& published();
[[nodiscard]] std::string fixture(const std::string& file);

}  // namespace soundings::test
