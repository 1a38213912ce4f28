// The report to the board as JSON.
#pragma once

#include <string>

#include "soundings/survey/aim_report.h"

namespace soundings::report {

/// Every value that the report shows, and the numbers that its charts are drawn from.
[[nodiscard]] std::string aim_report_json(const AimReport& report);

}  // namespace soundings::report
