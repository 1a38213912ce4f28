// Text made comparable: NFC for what is kept, and the folded form in which names
// are matched.
#include "soundings/base/text.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include "soundings/normalise/normalise.h"

#include "utf8.h"

namespace soundings::normalise {
namespace {

const icu::Normalizer2& composer() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFCInstance(status);
    check_icu(status);
    return found;
  }();
  return *instance;
}

const icu::Normalizer2& folder() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
    check_icu(status);
    return found;
  }();
  return *instance;
}

std::string normalised(const icu::Normalizer2& form, std::string_view text) {
  std::string result;
  icu::StringByteSink<std::string> sink(&result);
  UErrorCode status = U_ZERO_ERROR;
  form.normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink,
                     nullptr, status);
  check_icu(status);
  return result;
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return lower;
}

/// Marks within a word, which people leave out or type differently: W'ton, W’ton, Wton.
bool within_word(UChar32 c) {
  constexpr std::u32string_view marks = U"'\"`.\u00B4\u02BC\u2018\u2019\u201C\u201D\uFF07";
  return marks.find(static_cast<char32_t>(c)) != std::u32string_view::npos;
}

}  // namespace

std::optional<std::string> nfc(std::string_view text) {
  if (is_ascii(text)) {
    return std::string(text);
  }
  if (!is_utf8(text)) {
    return std::nullopt;
  }
  return normalised(composer(), text);
}

std::string folded(std::string_view text) {
  return is_ascii(text) ? ascii_lower(text) : normalised(folder(), text);
}

std::string match_key(std::string_view text) {
  const std::string whole = folded(text);
  std::string key;
  key.reserve(whole.size());
  bool space = false;
  for (std::size_t i = 0; i < whole.size();) {
    const std::size_t from = i;
    const CodePoint next = code_point(whole, i);
    const UChar32 c = next.value;
    i = next.end;
    if (c < 0 || within_word(c)) {
      continue;
    }
    if (u_isUWhiteSpace(c) != 0 || u_ispunct(c) != 0) {
      space = !key.empty();
      continue;
    }
    if (space) {
      key += ' ';
      space = false;
    }
    key.append(whole, from, i - from);
  }
  constexpr std::string_view unit = " npu";
  if (key.ends_with(unit)) {
    key.resize(key.size() - unit.size());
  }
  return key;
}

}  // namespace soundings::normalise
