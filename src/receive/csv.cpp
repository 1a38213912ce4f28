#include "csv.h"

#include <algorithm>
#include <utility>

#include "soundings/receive/problem.h"

#include "delimiter.h"
#include "rows.h"

namespace soundings::receive {
namespace {

constexpr char ctrl_z = '\x1A';
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t longest_beginning = std::size_t{64} * 1024;

/// ="007" as a spreadsheet writes a text that it must not take for a number; nothing else changes.
void unwrap_formula(std::string& cell) {
  constexpr std::string_view opening = "=\"";
  if (cell.size() <= opening.size() || !cell.starts_with(opening) || cell.back() != '"') {
    return;
  }
  std::string text;
  for (std::size_t i = opening.size(); i + 1 < cell.size(); ++i) {
    text += cell[i];
    i += cell[i] == '"' && i + 2 < cell.size() && cell[i + 1] == '"' ? 1U : 0U;
  }
  cell = std::move(text);
}

}  // namespace

CsvReader::CsvReader(std::size_t cell_bytes, std::function<void(CsvRow&&)> take, CsvHints hints)
    : cell_bytes_(cell_bytes), take_(std::move(take)), hints_(std::move(hints)) {}

void CsvReader::feed(std::string_view text) {
  if (delimiter_ != '\0') {
    read(text);
    return;
  }
  beginning_.append(text);
  if (settle_delimiter(false)) {
    const std::string held = std::exchange(beginning_, {});
    read(held);
  }
}

bool CsvReader::settle_delimiter(bool last) {
  while (beginning_.starts_with(byte_order_mark)) {
    beginning_.erase(0, byte_order_mark.size());
  }
  const bool enough = last || beginning_.size() >= longest_beginning;
  const std::string_view text = beginning_;
  const std::size_t start = std::min(text.find_first_not_of("\r\n"), text.size());
  const std::size_t end = first_line_end(text.substr(start));
  if (end == std::string::npos && !enough) {
    return false;
  }
  const std::string_view line = text.substr(start, end);
  if (line.size() == 5 && line.starts_with("sep=")) {
    delimiter_ = line.back();
    beginning_.erase(start, line.size());
    return true;
  }
  const auto only = only_delimiter(line);
  if (!only && !enough) {
    return false;
  }
  delimiter_ = only ? *only : best_delimiter(beginning_, last, hints_);
  return true;
}

bool CsvReader::finish() {
  if (delimiter_ == '\0') {
    settle_delimiter(true);
    const std::string held = std::exchange(beginning_, {});
    read(held);
  }
  for (const char c : byte_order_mark.substr(0, std::exchange(mark_bytes_, 0))) {
    step(c);
  }
  const bool stray = in_ != In::quoted && !row_.raw.empty() && row_.raw.back() == ctrl_z;
  if (stray) {
    row_.raw.pop_back();
    if (!cell_.empty() && cell_.back() == ctrl_z) {
      cell_.pop_back();
    }
  }
  if (in_ == In::quoted) {
    row_.problem = problem::unterminated_quote;
  }
  if (!row_.raw.empty()) {
    end_row();
  }
  return stray;
}

void CsvReader::read(std::string_view text) {
  for (const char c : text) {
    if (!in_mark(c)) {
      step(c);
    }
  }
}

bool CsvReader::in_mark(char c) {
  if (!row_.raw.empty() && mark_bytes_ == 0) {
    return false;
  }
  if (row_.raw.empty() && c == byte_order_mark[mark_bytes_]) {
    mark_bytes_ = (mark_bytes_ + 1) % byte_order_mark.size();
    return true;
  }
  for (const char seen : byte_order_mark.substr(0, std::exchange(mark_bytes_, 0))) {
    step(seen);
  }
  return false;
}

void CsvReader::step(char c) {
  if (std::exchange(after_carriage_return_, false) && c == '\n') {
    return;
  }
  const bool line_end = c == '\n' || c == '\r';
  after_carriage_return_ = c == '\r' && in_ != In::quoted;
  if (line_end && in_ != In::quoted) {
    end_row();
    ++line_;
  } else {
    keep(c);
    interpret(c);
  }
}

void CsvReader::keep(char c) {
  if (row_.raw.empty()) {
    row_.line = line_;
  }
  if (row_.raw.size() < row_bytes_kept) {
    row_.raw += c;
  }
  line_ += c == '\n' ? 1U : 0U;
}

void CsvReader::interpret(char c) {
  if (in_ == In::quoted) {
    if (c == '"') {
      in_ = In::quote_in_quoted;
    } else {
      put(c);
    }
  } else if (c == delimiter_) {
    end_cell();
  } else if (c == '"' && in_ == In::cell_start) {
    in_ = In::quoted;
  } else if (in_ == In::quote_in_quoted) {
    // A doubled quote is one; anything else after a closing quote is not RFC 4180.
    if (c != '"' && c != ctrl_z) {
      row_.problem = problem::malformed_row;
    }
    put(c);
    in_ = c == '"' ? In::quoted : In::plain;
  } else {
    put(c);
    in_ = In::plain;
  }
}

void CsvReader::put(char c) {
  if (cell_.size() < cell_bytes_) {
    cell_ += c;
  } else {
    row_.problem = problem::string_too_long;
  }
}

void CsvReader::end_cell() {
  unwrap_formula(cell_);
  if (row_.cells.size() < hints_.columns) {
    row_.cells.push_back(std::exchange(cell_, {}));
  } else if (!is_blank(std::exchange(cell_, {}))) {
    row_.problem = problem::too_many_columns;
  }
  in_ = In::cell_start;
}

void CsvReader::end_row() {
  if (!row_.raw.empty()) {
    end_cell();
    take_(std::exchange(row_, {}));
  }
  in_ = In::cell_start;
}

}  // namespace soundings::receive
