#include "soundings/base/text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

namespace soundings {
namespace {

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::optional<unsigned> hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') {
    return static_cast<unsigned>(c - '0');
  }
  const char letter = lower(c);
  if (letter >= 'a' && letter <= 'f') {
    return static_cast<unsigned>(letter - 'a') + 10U;
  }
  return std::nullopt;
}

/// How many bytes come before the first that is not ASCII.
std::size_t ascii_prefix(std::string_view text) noexcept {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  std::size_t at = 0;
  for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & high_bits) != 0) {
      break;
    }
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) {
    ++at;
  }
  return at;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

bool is_ascii(std::string_view text) noexcept {
  return ascii_prefix(text) == text.size();
}

bool is_utf8(std::string_view text) noexcept {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t length = text.size();
  std::size_t at = ascii_prefix(text);
  while (at < length) {
    UChar32 code_point = 0;
    U8_NEXT(bytes, at, length, code_point);
    if (code_point < 0) {
      return false;
    }
    at += ascii_prefix(text.substr(at));
  }
  return true;
}

std::string composed(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getNFKCInstance(status);
  std::string made;
  if (U_SUCCESS(status) && is_utf8(text)) {
    icu::StringByteSink<std::string> sink(&made);
    form->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int>(text.size())), sink,
                        nullptr, status);
  }
  return U_SUCCESS(status) && is_utf8(text) ? made : std::string(text);
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const auto high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
    if (!low) {
      return std::nullopt;
    }
    decoded += static_cast<char>(*high * 16U + *low);
    i += 2;
  }
  return decoded;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view unreserved = "-._~";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    const char letter = lower(c);
    const bool plain = (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') ||
                       unreserved.find(c) != std::string_view::npos;
    if (plain) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded.append(1, '%').append(1, digits[byte >> 4U]).append(1, digits[byte & 0xFU]);
  }
  return encoded;
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

bool is_unseen(std::uint32_t code) noexcept {
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

std::string hexadecimal(std::uint32_t code, Letters letters) {
  const std::string_view digits =
      letters == Letters::small ? "0123456789abcdef" : "0123456789ABCDEF";
  std::string text;
  for (; code > 0 || text.size() < 4; code >>= 4U) {
    text.insert(text.begin(), digits[code & 0xFU]);
  }
  return text;
}

std::string json_escape(std::uint32_t code) {
  const auto escape = [](std::uint32_t unit) { return "\\u" + hexadecimal(unit, Letters::small); };
  if (code < 0x10000U) {
    return escape(code);
  }
  const std::uint32_t beyond = code - 0x10000U;
  return escape(0xD800U + (beyond >> 10U)) + escape(0xDC00U + (beyond & 0x3FFU));
}

}  // namespace soundings
