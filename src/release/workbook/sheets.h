// The files of a release as sheets of a workbook.
#pragma once

#include <optional>
#include <string>

#include "soundings/report/workbook.h"
#include "soundings/survey/definitions.h"

#include "workbook/file_rows.h"

namespace soundings::release {

/// What a sheet is called, and what it says of itself.
struct SheetWords {
  std::string name;
  std::string title;
};

/// A row for each row of the file, in its order: labels beside codes, numbers as numbers, and a
/// mark in place of a number that is not there.
[[nodiscard]] report::WorkbookTable table_sheet(const Definitions& definitions,
                                                const FileRows& rows, const SheetWords& words);

/// The first question of a table by areas, drawn. words: the title is the table's. Rows without a
/// number are left out and named. Nothing for other tables, and where fewer than two areas have a
/// number.
[[nodiscard]] std::optional<report::WorkbookTable> chart_sheet(const Definitions& definitions,
                                                               const FileRows& rows,
                                                               const SheetWords& words);

/// Marks, ranges, rounding and weighting. manifest: the text of the release's own.
[[nodiscard]] report::WorkbookTable notes_sheet(const Definitions& definitions,
                                                const std::string& manifest);

}  // namespace soundings::release
