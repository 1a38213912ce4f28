// What is taken out of texts and written otherwise before they go into a workbook.
#include "xlsx/text.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "soundings/base/text.h"

namespace soundings::report {
namespace {

constexpr std::string_view written_underscore = "_x005F_";
constexpr std::size_t escape_length = 7;  // "_x0041_"

bool is_hexadecimal(char each) noexcept {
  return (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f') ||
         (each >= 'A' && each <= 'F');
}

bool is_escape(std::string_view text) noexcept {
  return text.size() >= escape_length && text.starts_with("_x") && text[escape_length - 1] == '_' &&
         std::ranges::all_of(text.substr(2, 4), is_hexadecimal);
}

/// U+FFFE and U+FFFF, which no XML may hold.
bool is_noncharacter(std::string_view text) noexcept {
  return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
}

}  // namespace

std::string printable(const std::string& text) {
  if (!is_utf8(text)) {
    throw std::runtime_error("a text of the workbook is not UTF-8");
  }
  constexpr unsigned char first_printable = 0x20;
  std::string clean;
  const std::string_view all = text;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (is_noncharacter(all.substr(at))) {
      clean += ' ';
      at += 2;
    } else {
      clean += static_cast<unsigned char>(all[at]) < first_printable ? ' ' : all[at];
    }
  }
  return clean;
}

std::string cell_text(const std::string& text) {
  const std::string clean = printable(text);
  std::string written;
  for (std::size_t at = 0; at < clean.size(); ++at) {
    if (is_escape(std::string_view(clean).substr(at))) {
      written += written_underscore;
    } else {
      written += clean[at];
    }
  }
  return written;
}

}  // namespace soundings::report
