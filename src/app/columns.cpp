#include "columns.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace soundings::app {

namespace {

/// Of a UTF-8 sequence by its first byte; 1 for what begins none.
std::size_t length_of(unsigned char first) noexcept {
  return first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : first >= 0xC0U ? 2 : 1;
}

std::uint32_t code_point(std::string_view sequence) noexcept {
  const auto first = static_cast<unsigned char>(sequence.front());
  if (sequence.size() == 1) {
    return first;
  }
  std::uint32_t code = first & (0xFFU >> (sequence.size() + 1));
  for (const char c : sequence.substr(1)) {
    code = (code << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return code;
}

bool unseen(std::uint32_t code) noexcept {
  constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 8> ranges{{{0x00, 0x1F},
                                                                           {0x7F, 0x9F},
                                                                           {0x061C, 0x061C},
                                                                           {0x200B, 0x200F},
                                                                           {0x2028, 0x202E},
                                                                           {0x2060, 0x2069},
                                                                           {0xFEFF, 0xFEFF},
                                                                           {0xE0000, 0xE007F}}};
  return std::ranges::any_of(
      ranges, [code](const auto& range) { return code >= range.first && code <= range.second; });
}

std::string named(std::uint32_t code) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string name;
  for (; code > 0 || name.size() < 4; code >>= 4U) {
    name.insert(name.begin(), digits[code & 0xFU]);
  }
  return "<U+" + name + ">";
}

std::size_t width(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

std::string visible(std::string_view text, Lines lines) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length =
        std::min(length_of(static_cast<unsigned char>(text[at])), text.size() - at);
    const std::string_view sequence = text.substr(at, length);
    const std::uint32_t code = code_point(sequence);
    const bool kept = lines == Lines::many && (code == '\n' || code == '\t');
    shown += unseen(code) && !kept ? named(code) : std::string(sequence);
    at += length;
  }
  return shown;
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
