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
constexpr std::size_t most_digits_shown = 6;

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

struct Character {
  Kind kind;
  std::string_view bytes;
};

bool is_ignored(UChar32 c) {
  return c < 0 || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

/// Those that are not ignored; a mark is of the kind of what it stands on.
std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> characters;
  each_character(text, [&](UChar32 c, std::string_view bytes) {
    if (!is_ignored(c)) {
      const bool joins = is_mark(c) && !characters.empty();
      characters.push_back({joins ? characters.back().kind : kind_of(c), bytes});
    }
  });
  return characters;
}

bool is_white_space(UChar32 c) {
  return c >= 0 && u_isUWhiteSpace(c) != 0;
}

bool is_printed(UChar32 c) {
  return !is_ignored(c) && u_isgraph(c) != 0;
}

/// A name as it is printed, put together character by character.
class PrintedName {
 public:
  void add(UChar32 c, std::string_view bytes) {
    digits_ += c >= 0 && u_isdigit(c) != 0 ? 1U : 0U;
    address_ = address_ || c == '@';
    if (is_white_space(c)) {
      space_ = !text_.empty();
    } else if (is_printed(c)) {
      print(bytes);
    }
  }
  [[nodiscard]] std::string text() && {
    if (address_ || digits_ > most_digits_shown) {
      return "(a name of " + std::to_string(characters_) + " characters)";
    }
    return characters_ > longest_printed ? text_ + "\u2026" : std::move(text_);
  }

 private:
  void print(std::string_view bytes) {
    characters_ += space_ ? 2U : 1U;
    if (characters_ <= longest_printed) {
      text_.append(space_ ? " " : "").append(bytes);
    }
    space_ = false;
  }

  std::string text_;
  std::size_t characters_ = 0;  ///< more than the text has of a name that is too long
  std::size_t digits_ = 0;
  bool space_ = false;  ///< before the next character
  bool address_ = false;
};

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
  static const icu::Normalizer2& composer = form(icu::Normalizer2::getNFKCInstance);
  const std::string text =
      is_ascii(name) ? std::string(name) : normalised(composer, without_misread_marks(name));
  const std::vector<Character> characters = characters_of(text);
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
  PrintedName printed;
  each_character(without_misread_marks(name),
                 [&](UChar32 c, std::string_view bytes) { printed.add(c, bytes); });
  return std::move(printed).text();
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
