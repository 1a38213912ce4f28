#include "csv.h"

#include <algorithm>

namespace soundings::analyse {
namespace {

/// Splits text into records of fields; a record of one empty field is a blank line.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool done() const noexcept { return at_ >= text_.size(); }

  std::vector<std::string> record() {
    std::vector<std::string> fields;
    do {
      fields.push_back(field());
    } while (take(','));
    take('\r');
    take('\n');
    return fields;
  }

 private:
  bool take(char wanted) noexcept {
    if (done() || text_[at_] != wanted) {
      return false;
    }
    ++at_;
    return true;
  }

  std::string field() {
    std::string value;
    if (take('"')) {
      while (!done() && !(text_[at_] == '"' && !doubled())) {
        at_ += text_[at_] == '"' ? 1U : 0U;
        value += text_[at_++];
      }
      take('"');
    }
    while (!done() && text_[at_] != ',' && text_[at_] != '\r' && text_[at_] != '\n') {
      value += text_[at_++];
    }
    return value;
  }

  [[nodiscard]] bool doubled() const noexcept {
    return at_ + 1 < text_.size() && text_[at_ + 1] == '"';
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::size_t> CsvTable::find(std::string_view column) const noexcept {
  const auto at = std::find(header.begin(), header.end(), column);
  return at == header.end() ? std::nullopt
                            : std::optional(static_cast<std::size_t>(at - header.begin()));
}

CsvTable parse_csv(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  Reader reader(text);
  CsvTable table;
  while (!reader.done()) {
    std::vector<std::string> record = reader.record();
    if (record.size() == 1 && record.front().empty()) {
      continue;
    }
    if (table.header.empty()) {
      table.header = std::move(record);
    } else {
      record.resize(table.header.size());
      table.rows.push_back(std::move(record));
    }
  }
  return table;
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    line += line.empty() ? "\"" : ",\"";
    for (const char c : field) {
      line += c;
      if (c == '"') {
        line += c;
      }
    }
    line += '"';
  }
  return line + "\n";
}

}  // namespace soundings::analyse
