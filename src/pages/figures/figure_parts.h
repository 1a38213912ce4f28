// What figures share: row attributes, titles, notes, addresses of files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/pages/frame.h"
#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

#include "figures/axis.h"
#include "parts/view.h"

namespace soundings::pages {

/// One data attribute: `data-<name>`.
[[nodiscard]] View datum(std::string name, std::string value);

/// The figures of a row as data attributes: places to draw at, and the words to print, which are
/// those of the table, rounded once. A hidden row gets data-flag="c", a row without answers
/// data-flag="x" and a rounded one data-flag="rounded" with its words; nothing else of them is
/// sent. row: nullptr for no row.
[[nodiscard]] std::vector<View> figure_data(const Table& table, const Row* row, int places);

/// The shape and colour of a mark: data-kind and data-tone. Nothing for what is not read.
void add_reading_data(const Comparisons* readings, const Comparison* row, std::vector<View>& data);

/// "The vertical axis runs from 30% to 60%."
[[nodiscard]] std::string axis_note(const Axis& ends, std::string_view direction);

/// What the marks in the rows mean, as far as they occur; begins with a space.
[[nodiscard]] std::string marks_note(const std::vector<const Row*>& rows);

[[nodiscard]] std::string measure_title(const Definitions& definitions, const Table& table);

/// "Victim satisfaction survey, May 2019".
[[nodiscard]] std::string survey_and_period(const Definitions& definitions, const Table& table);

/// What a file of the table asks beside its question, so that it holds the same figures:
/// "&release=2019-05.r0".
[[nodiscard]] std::string same_figures(const Table& table);

/// The address of a table as CSV: what the API says of the same question.
[[nodiscard]] std::string table_file(const Table& table, const DomainKey& within);
[[nodiscard]] std::string series_file(const Table& table, const DomainKey& key);

/// What stands where the chart will be drawn.
inline constexpr std::string_view needs_scripts =
    "The chart needs JavaScript. The table below holds the same figures.";

}  // namespace soundings::pages
