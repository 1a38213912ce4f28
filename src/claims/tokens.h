// The words and numbers of a sentence.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soundings::claims {

/// A word in small letters, a number, or a mark. decimals: of a number, as it was written.
/// grouped: a number with its thousands marked, which is never a year.
struct Token {
  enum class Kind { word, number, mark };

  Kind kind = Kind::word;
  std::string text;
  double value = 0.0;
  int decimals = 0;
  bool grouped = false;
  bool pounds = false;
  bool negative = false;
  bool plus = false;
  bool phrasal = false;  ///< belongs to the verb before it: the "up" of "makes up"

  [[nodiscard]] bool is(std::string_view word) const noexcept { return text == word; }
};

/// "first-time" is two words, "re-offending" one; "2017/18", "2019-03" and "28,967" are one each;
/// "%" and "~" stand for themselves. Numbers may end in "m", "k" or "bn", or be followed by
/// "million".
[[nodiscard]] std::vector<Token> tokens_of(std::string_view text);

/// The texts of the tokens.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// False when the first letters differ, so that the word cannot fit.
[[nodiscard]] bool may_fit(std::string_view word, std::string_view pattern) noexcept;

/// Whether a word is one of these: "offence*" stands for every word that begins so.
[[nodiscard]] bool fits(std::string_view word, std::string_view pattern) noexcept;

/// The number that a word spells, one to twenty; 0 for none.
[[nodiscard]] int spelt_number(std::string_view word) noexcept;

}  // namespace soundings::claims
