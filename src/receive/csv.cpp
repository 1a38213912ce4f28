#include "csv.h"

#include <algorithm>
#include <array>
#include <utility>

#include "soundings/receive/problem.h"

namespace soundings::receive {
namespace {

constexpr char ctrl_z = '\x1A';
constexpr std::size_t longest_first_line = std::size_t{64} * 1024;

/// The end of the first line, line ends within quotes passed over.
std::size_t first_line_end(std::string_view text) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && (text[i] == '\n' || text[i] == '\r')) {
      return i;
    }
  }
  return std::string_view::npos;
}

char commonest_delimiter(std::string_view line) {
  constexpr std::array candidates = {',', ';', '\t'};
  std::array<std::size_t, candidates.size()> seen{};
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    }
    const auto* at = std::ranges::find(candidates, c);
    if (!quoted && at != candidates.end()) {
      ++seen[static_cast<std::size_t>(at - candidates.begin())];
    }
  }
  const auto most = std::ranges::max_element(seen);
  return candidates[static_cast<std::size_t>(most - seen.begin())];
}

}  // namespace

CsvReader::CsvReader(std::size_t cell_bytes, std::function<void(CsvRow&&)> take)
    : cell_bytes_(cell_bytes), take_(std::move(take)) {}

void CsvReader::feed(std::string_view text) {
  if (delimiter_ != '\0') {
    read(text);
    return;
  }
  first_line_.append(text);
  if (settle_delimiter(false)) {
    const std::string held = std::exchange(first_line_, {});
    read(held);
  }
}

bool CsvReader::settle_delimiter(bool last) {
  const std::size_t end = first_line_end(first_line_);
  if (end == std::string::npos && !last && first_line_.size() < longest_first_line) {
    return false;
  }
  const std::string_view line = std::string_view(first_line_).substr(0, end);
  if (line.size() == 5 && line.starts_with("sep=")) {
    delimiter_ = line.back();
    first_line_.erase(0, line.size());
  } else {
    delimiter_ = commonest_delimiter(line);
  }
  return true;
}

bool CsvReader::finish() {
  if (delimiter_ == '\0') {
    settle_delimiter(true);
    const std::string held = std::exchange(first_line_, {});
    read(held);
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
    if (std::exchange(after_carriage_return_, false) && c == '\n') {
      continue;
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
  row_.cells.push_back(std::exchange(cell_, {}));
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
