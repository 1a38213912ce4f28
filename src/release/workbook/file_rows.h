// A table of a release read back from its file, by the names of its columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soundings::release {

class FileRows {
 public:
  explicit FileRows(std::string_view csv);

  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] bool has(std::string_view column) const;
  /// Empty for a column that the file does not have.
  [[nodiscard]] const std::string& field(std::size_t row, std::string_view column) const;
  /// Whether some row has a field there.
  [[nodiscard]] bool filled(std::string_view column) const;

 private:
  std::vector<std::string> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace soundings::release
