// Columns aligned by characters; the first column is cut to fit the terminal.
#include "terminal/grid.h"

#include <algorithm>

namespace soundings::report {
namespace {

constexpr std::size_t narrowest = 12;

/// Characters, not bytes: continuation bytes of UTF-8 take no place.
std::size_t places(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

/// At most `most` characters, the last one an ellipsis when something was cut.
std::string cut(const std::string& text, std::size_t most) {
  if (places(text) <= most) {
    return text;
  }
  std::string kept;
  std::size_t taken = 0;
  for (const char byte : text) {
    const bool begins = (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    if (begins && ++taken == most) {
      break;
    }
    kept += byte;
  }
  return kept + "\u2026";
}

std::string padding(const std::string& text, std::size_t width) {
  const std::size_t taken = places(text);
  return std::string{}.append(taken < width ? width - taken : 0, ' ');
}

std::string line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
  std::string text = cells.front() + padding(cells.front(), widths.front());
  for (std::size_t at = 1; at < cells.size(); ++at) {
    const bool last = at + 1 == cells.size();
    text += "  " + (last ? "" : padding(cells[at], widths[at])) + cells[at];
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

}  // namespace

std::string grid(std::vector<std::vector<std::string>> rows, std::size_t width) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& cells : rows) {
    for (std::size_t at = 0; at < cells.size(); ++at) {
      widths[at] = std::max(widths[at], places(cells[at]));
    }
  }
  std::size_t others = 0;
  for (std::size_t at = 1; at < widths.size(); ++at) {
    others += widths[at] + 2;
  }
  const std::size_t room = width > others + narrowest ? width - others : narrowest;
  widths.front() = std::min(widths.front(), room);
  std::string text;
  for (auto& cells : rows) {
    cells.front() = cut(cells.front(), widths.front());
    text += line(cells, widths);
  }
  return text;
}

}  // namespace soundings::report
