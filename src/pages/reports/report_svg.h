// The charts of the report, drawn as SVG on the server: a file of the report has no script.
#pragma once

#include <string>

#include "soundings/survey/aim_report.h"

namespace soundings::pages {

/// How wide a chart is drawn: for paper and wide screens, or for a telephone. Text is as large in
/// both.
enum class ChartWidth { wide, narrow };

/// Every text escaped; colours by class alone.
[[nodiscard]] std::string chart_svg(const AimChart& chart, ChartWidth width);

/// "The vertical axis runs from 20,000 to 32,000."
[[nodiscard]] std::string axis_words(const AimChart& chart);

}  // namespace soundings::pages
