#include "soundings/receive/names.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "soundings/base/text.h"

#include "unicode.h"

namespace soundings::receive {
namespace {

constexpr std::size_t longest_printed = 64;  // characters
constexpr std::size_t most_digits_told = 6;

/// A byte order mark that was read as Windows-1252 and written as UTF-8.
constexpr std::string_view mark_misread = "\xC3\xAF\xC2\xBB\xC2\xBF";

const icu::Normalizer2& form(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found = get(status);
  if (U_FAILURE(status)) {
    throw std::runtime_error(u_errorName(status));
  }
  return *found;
}

std::string normalised(const icu::Normalizer2& form, std::string_view text) {
  std::string result;
  icu::StringByteSink<std::string> sink(&result);
  UErrorCode status = U_ZERO_ERROR;
  form.normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink,
                     nullptr, status);
  if (U_FAILURE(status)) {
    throw std::runtime_error(u_errorName(status));
  }
  return result;
}

/// Calls `take` with each code point of `text` and its bytes.
template <typename Take>
void each_character(std::string_view text, const Take& take) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t length = text.size();
  for (std::size_t at = 0; at < length;) {
    const std::size_t from = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, length, c);
    take(c, text.substr(from, at - from));
  }
}

bool is_mark(UChar32 c) {
  return (U_MASK(u_charType(c)) & U_GC_M_MASK) != 0;
}

std::string_view without_misread_marks(std::string_view name) {
  while (name.starts_with(mark_misread)) {
    name.remove_prefix(mark_misread.size());
  }
  return name;
}

char ascii_lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool ascii_alphanumeric(char c) noexcept {
  const char lower = ascii_lower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');
}

enum class Kind { other, lower, upper, digit };

Kind kind_of(UChar32 c) {
  if (u_isdigit(c) != 0) {
    return Kind::digit;
  }
  if (u_isUAlphabetic(c) == 0) {
    return Kind::other;
  }
  return u_isUUppercase(c) != 0 || u_istitle(c) != 0 ? Kind::upper : Kind::lower;
}

/// Whether a word ends between two characters: ab|9, aB -> a|B, and before the last capital of
/// ABc, which is A|Bc.
bool word_ends(Kind before, Kind here, Kind after) {
  if (before == here) {
    return here == Kind::upper && after == Kind::lower;
  }
  return here == Kind::digit || before == Kind::digit || here == Kind::upper;
}

}  // namespace

std::string name_key(std::string_view name) {
  std::string key;
  key.reserve(name.size());
  if (is_ascii(name)) {
    for (const char c : name) {
      if (ascii_alphanumeric(c)) {
        key += ascii_lower(c);
      }
    }
    return key;
  }
  static const icu::Normalizer2& folder = form(icu::Normalizer2::getNFKCCasefoldInstance);
  each_character(normalised(folder, without_misread_marks(name)),
                 [&](UChar32 c, std::string_view bytes) {
                   if (c >= 0 && (u_isalnum(c) != 0 || is_mark(c))) {
                     key += bytes;
                   }
                 });
  return key;
}

std::vector<std::string> name_words(std::string_view name) {
  struct Character {
    Kind kind;
    std::string_view bytes;
  };
  static const icu::Normalizer2& composer = form(icu::Normalizer2::getNFKCInstance);
  const std::string text =
      is_ascii(name) ? std::string(name) : normalised(composer, without_misread_marks(name));
  std::vector<Character> characters;
  each_character(text, [&](UChar32 c, std::string_view bytes) {
    const bool ignored = c < 0 || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
    if (!ignored) {
      const bool joins = is_mark(c) && !characters.empty();
      characters.push_back({joins ? characters.back().kind : kind_of(c), bytes});
    }
  });
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (std::string key = name_key(word); !key.empty()) {
      words.push_back(std::move(key));
    }
    word.clear();
  };
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const auto [kind, bytes] = characters[i];
    const Kind after = i + 1 < characters.size() ? characters[i + 1].kind : Kind::other;
    if (kind == Kind::other || (i > 0 && word_ends(characters[i - 1].kind, kind, after))) {
      end_word();
    }
    if (kind != Kind::other) {
      word += bytes;
    }
  }
  end_word();
  return words;
}

std::string printed_name(std::string_view name) {
  std::string printed;
  std::size_t characters = 0;
  std::size_t digits = 0;
  bool space = false;
  bool address = false;
  each_character(without_misread_marks(name), [&](UChar32 c, std::string_view bytes) {
    digits += c >= 0 && u_isdigit(c) != 0 ? 1U : 0U;
    address = address || c == '@';
    if (c >= 0 && u_isUWhiteSpace(c) != 0) {
      space = !printed.empty();
      return;
    }
    if (c < 0 || u_isgraph(c) == 0 ||
        u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) {
      return;
    }
    characters += space ? 2U : 1U;
    if (characters <= longest_printed) {
      printed.append(space ? " " : "").append(bytes);
    }
    space = false;
  });
  if (address || digits > most_digits_told) {
    return "(a name of " + std::to_string(characters) + " characters)";
  }
  return characters > longest_printed ? printed + "\u2026" : printed;
}

void UnreadNames::add(std::string name, std::uint64_t times) {
  if (const auto at = names_.find(name); at != names_.end()) {
    at->second += times;
  } else if (names_.size() < most) {
    names_.emplace(std::move(name), times);
  } else {
    unnamed_ += times;
  }
}

void UnreadNames::add(const UnreadNames& others) {
  for (const auto& [name, times] : others.names_) {
    add(name, times);
  }
  add_unnamed(others.unnamed_);
}

}  // namespace soundings::receive
