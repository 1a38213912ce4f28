#include "columns.h"

#include <algorithm>
#include <cstdint>

#include "soundings/base/text.h"

namespace soundings::app {

namespace {

/// Of a UTF-8 sequence by its first byte; 1 for what begins none.
std::size_t length_of(unsigned char first) noexcept {
  return first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : first >= 0xC0U ? 2 : 1;
}

std::string named(std::uint32_t code) {
  return "<U+" + hexadecimal(code, Letters::great) + ">";
}

/// `text` with `named` in the place of each character that is not seen and not kept.
template <typename Kept, typename Named>
std::string replaced(std::string_view text, Kept kept, Named name) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length =
        std::min(length_of(static_cast<unsigned char>(text[at])), text.size() - at);
    const std::string_view sequence = text.substr(at, length);
    const std::uint32_t code = code_point(sequence);
    shown += is_unseen(code) && !kept(code) ? name(code) : std::string(sequence);
    at += length;
  }
  return shown;
}

std::size_t width(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

std::string visible(std::string_view text, Lines lines) {
  const auto kept = [lines](std::uint32_t code) {
    return lines == Lines::many && (code == '\n' || code == '\t');
  };
  return replaced(text, kept, named);
}

std::string visible_json(std::string_view json) {
  // Between values a document has line feeds and tabs of its own; within texts it has none.
  const auto kept = [](std::uint32_t code) { return code == '\n' || code == '\t' || code == '\r'; };
  return replaced(json, kept, json_escape);
}

std::string columns(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::vector<std::string>> cells;
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    cells.emplace_back();
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells.back().push_back(row[i].empty() ? "-" : visible(row[i]));
      widths[i] = std::max(widths[i], width(cells.back().back()));
    }
  }
  std::string text;
  for (const auto& row : cells) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += row[i];
      if (i + 1 < row.size()) {
        text.append(widths[i] - width(row[i]) + 2, ' ');
      }
    }
    text += '\n';
  }
  return text;
}

}  // namespace soundings::app
