#include "mojibake.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "soundings/base/text.h"

#include "utf8.h"

namespace soundings::normalise {
namespace {

/// Windows-1252's characters of bytes 0x80 to 0x9F; its five unassigned bytes stand for the
/// control of the same number, as browsers and databases pass them on.
constexpr std::array<UChar32, 32> upper_controls = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

std::optional<char> windows1252_byte(UChar32 c) {
  if (c < 0x80 || (c >= 0xA0 && c <= 0xFF)) {
    return static_cast<char>(c);
  }
  const auto* at = std::ranges::find(upper_controls, c);
  if (at == upper_controls.end()) {
    return std::nullopt;
  }
  return static_cast<char>(0x80 + (at - upper_controls.begin()));
}

/// The bytes that were misread, if every character can have come from one.
std::optional<std::string> misread_bytes(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint next = code_point(text, i);
    i = next.end;
    const auto byte = windows1252_byte(next.value);
    if (!byte) {
      return std::nullopt;
    }
    bytes += *byte;
  }
  return bytes;
}

/// Western letters, punctuation, the euro and the trade mark: one is evidence enough.
bool everyday(UChar32 c) {
  return (c >= 0xA0 && c <= 0x17F) || (c >= 0x2010 && c <= 0x2044) || c == 0x20AC || c == 0x2122;
}

/// Arabic, Gurmukhi, emoji: believed when there are several, since one can be chance.
bool other_writing(UChar32 c) {
  return (c >= 0x600 && c <= 0x6FF) || (c >= 0xA00 && c <= 0xA7F) || c == 0x200D || c == 0xFE0F ||
         (c >= 0x1F300 && c <= 0x1FAFF);
}

}  // namespace

std::optional<std::string> repaired(std::string_view text) {
  constexpr std::size_t several = 3;
  if (is_ascii(text)) {
    return std::nullopt;
  }
  auto bytes = misread_bytes(text);
  if (!bytes || !is_utf8(*bytes)) {
    return std::nullopt;
  }
  std::size_t other = 0;
  for (std::size_t i = 0; i < bytes->size();) {
    const CodePoint next = code_point(*bytes, i);
    i = next.end;
    other += other_writing(next.value) ? 1U : 0U;
    if (next.value >= 0x80 && !everyday(next.value) && !other_writing(next.value)) {
      return std::nullopt;
    }
  }
  return other == 0 || other >= several ? bytes : std::nullopt;
}

}  // namespace soundings::normalise
