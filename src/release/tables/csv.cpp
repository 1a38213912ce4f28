// Lines of comma-separated values.
#include "tables/csv.h"

#include <utility>

namespace soundings::release {

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    line += line.empty() && &field == fields.data() ? "" : ",";
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
      line += field;
      continue;
    }
    line += '"';
    for (const char each : field) {
      line += each == '"' ? "\"\"" : std::string(1, each);
    }
    line += '"';
  }
  return line + "\n";
}

std::vector<std::vector<std::string>> csv_rows(std::string_view file) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  std::string field;
  bool quoted = false;
  for (std::size_t at = 0; at < file.size(); ++at) {
    const char each = file[at];
    if (quoted && each == '"' && at + 1 < file.size() && file[at + 1] == '"') {
      field += '"';
      ++at;
    } else if (each == '"') {
      quoted = !quoted;
    } else if (quoted || (each != ',' && each != '\n')) {
      field += each;
    } else {
      row.push_back(std::exchange(field, {}));
      if (each == '\n') {
        rows.push_back(std::exchange(row, {}));
      }
    }
  }
  return rows;
}

std::vector<std::string> parts_between(std::string_view joined, char between) {
  std::vector<std::string> parts(joined.empty() ? 0 : 1);
  for (const char each : joined) {
    if (each == between) {
      parts.emplace_back();
    } else {
      parts.back() += each;
    }
  }
  return parts;
}

}  // namespace soundings::release
