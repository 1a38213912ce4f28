// The mark of sample data in CSV and JSON.
#include "soundings/survey/sample_data.h"

#include <cstddef>

namespace soundings {
namespace {

/// The end of the record that begins at `at`, before its line end. A quoted cell may hold line
/// feeds.
std::size_t record_end(std::string_view csv, std::size_t at) {
  bool quoted = false;
  while (at < csv.size() && (quoted || (csv[at] != '\n' && csv[at] != '\r'))) {
    quoted = quoted != (csv[at] == '"');
    ++at;
  }
  return at;
}

/// Each record as `change` makes it, with its line end. change: of the record, and whether it is
/// the header.
template <typename Change>
std::string each_record(std::string_view csv, const Change& change) {
  std::string text;
  for (std::size_t at = 0; at < csv.size();) {
    const std::size_t end = record_end(csv, at);
    text += change(csv.substr(at, end - at), at == 0);
    const std::string_view after = csv.substr(end);
    const std::string_view line_end = after.substr(0, after.starts_with("\r\n") ? 2 : 1);
    text += line_end;
    at = end + line_end.size();
  }
  return text;
}

std::string cell(bool header) {
  return "," + std::string(header ? sample_column : sample_value);
}

bool is_marked(std::string_view csv) {
  return csv.substr(0, record_end(csv, 0)).ends_with(cell(true));
}

}  // namespace

std::string marked_csv(std::string_view csv) {
  if (is_marked(csv)) {
    return std::string(csv);
  }
  return each_record(
      csv, [](std::string_view record, bool header) { return std::string(record) + cell(header); });
}

std::string unmarked_csv(std::string_view csv) {
  if (!is_marked(csv)) {
    return std::string(csv);
  }
  return each_record(csv, [](std::string_view record, bool header) {
    return std::string(record.substr(0, record.size() - cell(header).size()));
  });
}

std::string marked_json(std::string_view json) {
  const std::size_t open = json.find('{');
  const std::size_t first = json.find_first_not_of(" \t\r\n", open + 1);
  const std::string_view blanks = json.substr(open + 1, first - open - 1);
  std::string text(json.substr(0, open + 1));
  text.append(blanks).append("\"").append(sample_column).append("\":");
  text.append(blanks.empty() ? "" : " ").append("\"").append(sample_value).append("\"");
  text.append(json[first] == '}' ? "" : ",");
  return text.append(json.substr(open + 1));
}

}  // namespace soundings
