// A published table with labels beside its codes.
#pragma once

#include <string>
#include <vector>

#include "soundings/release/made_files.h"
#include "soundings/report/csvw.h"

#include "workbook/file_rows.h"

namespace soundings::release {

/// columns: those of the file in their order, each code followed by its label. A cell for each
/// column in every row.
struct LabelledRows {
  std::vector<report::CsvwColumn> columns;
  std::vector<std::vector<std::string>> rows;
};

[[nodiscard]] LabelledRows labelled_rows(const Labelled& labelled, const FileRows& rows);

}  // namespace soundings::release
