#include "csv.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <set>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/receive/table.h"
#include "soundings/receive/text.h"

namespace soundings::analyse {
namespace {

/// Blank characters of files, U+00A0, U+FEFF, U+200B, U+202F and U+3000 among them.
constexpr std::array<std::string_view, 11> blanks{
    " ",        "\t",           "\r",           "\n",           "\v",          "\f",
    "\xC2\xA0", "\xEF\xBB\xBF", "\xE2\x80\x8B", "\xE2\x80\xAF", "\xE3\x80\x80"};

/// Length of the blank character that a text begins with; 0 for none.
std::size_t blank_before(std::string_view text) noexcept {
  const auto* at =
      std::ranges::find_if(blanks, [text](std::string_view one) { return text.starts_with(one); });
  return at == blanks.end() ? 0 : at->size();
}

std::size_t blank_after(std::string_view text) noexcept {
  const auto* at =
      std::ranges::find_if(blanks, [text](std::string_view one) { return text.ends_with(one); });
  return at == blanks.end() ? 0 : at->size();
}

Fault malformed(const std::string& name, std::uint64_t line, std::string_view why) {
  return {.code = "csv_malformed",
          .message = name + ", line " + std::to_string(line) + ": " + std::string(why)};
}

/// A column without a name cannot be asked for, so several may lack one.
std::optional<std::string> repeated_name(const std::vector<std::string>& header) {
  std::set<std::string> seen;
  for (const std::string& column : header) {
    if (!column.empty() && !seen.insert(column).second) {
      return column;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> CsvTable::find(std::string_view column) const noexcept {
  const auto at = std::find(header.begin(), header.end(), column);
  return at == header.end() ? std::nullopt
                            : std::optional(static_cast<std::size_t>(at - header.begin()));
}

Expected<CsvTable, Fault> parse_csv(std::string_view bytes, const std::string& name) {
  auto read = receive::read_text_table(bytes);
  if (!read) {
    return unexpected(malformed(name, read.error().line, read.error().code));
  }
  CsvTable table;
  std::ranges::transform(read->header, std::back_inserter(table.header), plain);
  if (const auto twice = repeated_name(table.header)) {
    return unexpected(Fault{.code = "csv_malformed",
                            .message = name + ", header: two columns are called " + *twice});
  }
  for (auto& row : read->rows) {
    std::ranges::transform(row.cells, row.cells.begin(), plain);
    if (std::ranges::all_of(row.cells, &std::string::empty)) {
      ++table.blank_rows;
      continue;
    }
    if (row.given != table.header.size()) {
      return unexpected(malformed(name, row.line, "ragged_row"));
    }
    if (row.cells == table.header) {
      ++table.header_rows;
      continue;
    }
    table.rows.push_back(std::move(row.cells));
    table.lines.push_back(row.line);
  }
  return table;
}

std::string plain(std::string_view text) {
  for (std::size_t blank = blank_before(text); blank > 0; blank = blank_before(text)) {
    text.remove_prefix(blank);
  }
  for (std::size_t blank = blank_after(text); blank > 0; blank = blank_after(text)) {
    text.remove_suffix(blank);
  }
  return receive::composed(text);
}

std::optional<double> parse_number(std::string_view text) noexcept {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == std::string_view::npos) {
    return std::nullopt;
  }
  text = text.substr(from, text.find_last_not_of(" \t") - from + 1);
  if (text.starts_with('+') && !text.starts_with("+-")) {
    text.remove_prefix(1);
  }
  return parse_double(text);
}

bool is_extreme(double value) noexcept {
  const double size = std::abs(value);
  return size > 0.0 && !(size >= least_size && size <= most_size);
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
