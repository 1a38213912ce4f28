// Rows of a file with a header.
#include "workbook/file_rows.h"

#include <algorithm>

#include "tables/csv.h"

namespace soundings::release {

FileRows::FileRows(std::string_view csv) : rows_(csv_rows(csv)) {
  if (!rows_.empty()) {
    columns_ = rows_.front();
    rows_.erase(rows_.begin());
  }
}

bool FileRows::has(std::string_view column) const {
  return std::ranges::find(columns_, column) != columns_.end();
}

const std::string& FileRows::field(std::size_t row, std::string_view column) const {
  static const std::string none;
  const auto found = std::ranges::find(columns_, column);
  return found == columns_.end()
             ? none
             : rows_.at(row).at(static_cast<std::size_t>(found - columns_.begin()));
}

bool FileRows::filled(std::string_view column) const {
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    if (!field(row, column).empty()) {
      return true;
    }
  }
  return false;
}

}  // namespace soundings::release
