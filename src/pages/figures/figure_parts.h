// What trend and interval figures share: row attributes, titles, notes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

#include "parts/axis.h"
#include "parts/view.h"

namespace soundings::pages {

/// One data attribute: `data-<name>`.
[[nodiscard]] View datum(std::string name, std::string value);

/// The figures of a row as data attributes: places to draw at, and the words to print, which are
/// those of the table, rounded once. A hidden row gets data-flag="c" and a row without answers
/// data-flag="x"; nothing else of them is sent. row: nullptr for no row.
[[nodiscard]] std::vector<View> figure_data(const Row* row, int places);

/// "The vertical axis runs from 30% to 60%."
[[nodiscard]] std::string axis_note(const Axis& ends, std::string_view direction);

/// What the marks in the rows mean, as far as they occur; begins with a space.
[[nodiscard]] std::string marks_note(const std::vector<const Row*>& rows);

[[nodiscard]] std::string measure_title(const Definitions& definitions, const Table& table);

/// "Victim satisfaction survey, May 2019".
[[nodiscard]] std::string survey_and_period(const Definitions& definitions, const Table& table);

/// What stands where the chart will be drawn.
inline constexpr std::string_view needs_scripts =
    "The chart needs JavaScript. The table below holds the same figures.";

}  // namespace soundings::pages
