// A workbook of tables for people who use a spreadsheet, after the guidance on accessible
// spreadsheets: cover, contents, notes, then one table a sheet (docs/exports.md).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/time.h"

namespace soundings::report {

/// A text, or a number as it prints: "41.6" is shown with one decimal.
struct WorkbookCell {
  std::string text;
  bool number = false;

  friend bool operator==(const WorkbookCell&, const WorkbookCell&) = default;
};

/// Bars of a table's rows. labels, parts: columns, by number. The parts are stacked; where there
/// are three, the first is not drawn, so that a range is seen from its lower end to its upper.
struct WorkbookChart {
  std::string title;
  std::string axis;
  std::string description;  ///< what a screen reader says of it
  std::size_t labels = 0;
  std::vector<std::size_t> parts;
};

/// One sheet. name: of the sheet, letters, digits and '_', at most 31. Every row has a cell for
/// each column, and there is at least one row.
struct WorkbookTable {
  std::string name;
  std::string title;
  std::vector<std::string> notes;  ///< between the title and the table, a row each
  std::vector<std::string> columns;
  std::vector<std::vector<WorkbookCell>> rows;
  std::optional<WorkbookChart> chart;
};

/// created: stands in the properties of the file; the clock is not asked.
struct Workbook {
  std::string title;
  std::string company;
  std::string release;
  Instant created;
  std::vector<std::string> cover;  ///< rows below the title
  WorkbookTable notes;
  std::vector<WorkbookTable> tables;
};

inline constexpr const char* workbook_media_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The bytes of an .xlsx file, the same for the same workbook whenever and wherever it is made. A
/// text is never read as a formula. Texts are UTF-8 of at most 32,767 characters; throws
/// std::runtime_error for others, and where no temporary file can be written.
[[nodiscard]] std::string xlsx(const Workbook& workbook);

}  // namespace soundings::report
