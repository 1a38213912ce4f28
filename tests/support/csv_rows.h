// Rows of a small, well-formed CSV file as maps from column to text, for tests.
#pragma once

#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace soundings::testing {

using CsvRow = std::map<std::string, std::string>;

inline std::vector<std::string> csv_fields(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += line[++i];
    } else if (line[i] == '"') {
      quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      fields.emplace_back();
    } else if (line[i] != '\r') {
      fields.back() += line[i];
    }
  }
  return fields;
}

/// No row when the file does not exist.
inline std::vector<CsvRow> csv_rows(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
  while (std::getline(file, line)) {
    const auto fields = csv_fields(line);
    if (header.empty()) {
      header = fields;
      continue;
    }
    rows.emplace_back();
    for (std::size_t i = 0; i < header.size(); ++i) {
      rows.back()[header[i]] = i < fields.size() ? fields[i] : "";
    }
  }
  return rows;
}

}  // namespace soundings::testing
