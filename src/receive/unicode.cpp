#include "unicode.h"

#include <stdexcept>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "soundings/base/text.h"
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
