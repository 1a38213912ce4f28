#include "unicode.h"

#include <algorithm>
#include <stdexcept>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "soundings/receive/text.h"

namespace soundings::receive {
namespace {

const icu::Normalizer2& composer() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) {
      throw std::runtime_error(u_errorName(status));
    }
    return found;
  }();
  return *instance;
}

}  // namespace

bool is_ascii(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_utf8(std::string_view text) noexcept {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t length = text.size();
  std::size_t at = 0;
  while (at < length) {
    if (bytes[at] < 0x80) {
      ++at;
      continue;
    }
    UChar32 code_point = 0;
    U8_NEXT(bytes, at, length, code_point);
    if (code_point < 0) {
      return false;
    }
  }
  return true;
}

bool is_invisible(std::string_view text) noexcept {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t length = text.size();
  for (std::size_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT(bytes, at, length, c);
    if (c < 0 || (u_isUWhiteSpace(c) == 0 && u_iscntrl(c) == 0 &&
                  u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) == 0)) {
      return false;
    }
  }
  return true;
}

void append_nfc(std::string& to, std::string_view text) {
  if (is_ascii(text)) {
    to.append(text);
    return;
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&to);
  composer().normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())),
                           sink, nullptr, status);
  if (U_FAILURE(status)) {
    throw std::runtime_error(u_errorName(status));
  }
}

std::string composed(std::string_view text) {
  std::string made;
  append_nfc(made, text);
  return made;
}

}  // namespace soundings::receive
