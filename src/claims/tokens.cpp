#include "tokens.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/base/text.h"

namespace soundings::claims {

namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

/// Marks of other alphabets as the plain ones that stand for the same.
std::string plain(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> same{{
      {"\u2018", "'"},
      {"\u2019", "'"},
      {"\u201c", "\""},
      {"\u201d", "\""},
      {"\u2010", "-"},
      {"\u2011", "-"},
      {"\u2012", "-"},
      {"\u2013", "-"},
      {"\u2014", " - "},
      {"\u2212", "-"},
      {"\u00a0", " "},
      {"\u2009", " "},
      {"\u202f", " "},
      {"\u223c", "~"},
  }};
  std::string made = composed(text);
  for (const auto& [mark, as] : same) {
    for (auto at = made.find(mark); at != std::string::npos; at = made.find(mark, at + as.size())) {
      made.replace(at, mark.size(), as);
    }
  }
  std::ranges::transform(made, made.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return made;
}

/// Reads a text from its beginning, a token at a time.
class Tokenizer {
 public:
  explicit Tokenizer(std::string text) : text_(std::move(text)) {}

  std::vector<Token> read() {
    while (at_ < text_.size()) {
      next();
    }
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : ' ';
  }
  [[nodiscard]] std::size_t digits_from(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && is_digit(text_[end])) {
      ++end;
    }
    return end - at;
  }

  void next() {
    const char c = peek();
    const bool pound = text_.compare(at_, 2, "\u00a3") == 0;
    if (pound) {
      at_ += 2;
      pounds_ = true;
    } else if (is_digit(c)) {
      number();
    } else if (is_letter(c)) {
      word();
    } else {
      mark(c);
    }
  }

  void mark(char c) {
    const bool free_before = at_ == 0 || text_[at_ - 1] == ' ' || text_[at_ - 1] == '(';
    const bool sign = is_digit(peek(1)) && free_before;
    const bool joins = c == '-' && !free_before && is_letter(peek(1));
    ++at_;
    if (joins) {
      return;
    }
    if (c == '-' && sign) {
      negative_ = true;
    } else if (c == '+' && sign) {
      plus_ = true;
    } else if (c != ' ' && c != '_' && c != '\t' && c != '\r' && c != '\'' && c != '"') {
      tokens_.push_back({.kind = Token::Kind::mark, .text = std::string(1, c)});
    }
  }

  /// An apostrophe ends a word: "force's" is "force", and the "s" is left out.
  void word() {
    std::string letters;
    while (at_ < text_.size() && (is_letter(peek()) || is_digit(peek()))) {
      letters += text_[at_++];
    }
    if (peek() == '\'') {
      ++at_;
      while (at_ < text_.size() && is_letter(peek())) {
        ++at_;
      }
    }
    if (letters == "re" && peek() == '-' && is_letter(peek(1))) {
      ++at_;
      while (at_ < text_.size() && is_letter(peek())) {
        letters += text_[at_++];
      }
    }
    tokens_.push_back({.kind = Token::Kind::word, .text = std::move(letters)});
  }

  /// "2017/18", "2017-18", "2019-03", "2019-04/2019-06".
  [[nodiscard]] std::size_t date_length() const {
    if (digits_from(at_) != 4 || (peek(4) != '/' && peek(4) != '-')) {
      return 0;
    }
    const std::size_t second = digits_from(at_ + 5);
    if (second == 2 && peek(4) == '-' && peek(7) == '/' && digits_from(at_ + 8) == 4 &&
        peek(12) == '-' && digits_from(at_ + 13) == 2) {
      return 15;
    }
    return second == 2 || (second == 4 && peek(4) == '/') ? 5 + second : 0;
  }

  void number() {
    if (const std::size_t length = date_length(); length > 0) {
      tokens_.push_back({.kind = Token::Kind::word, .text = text_.substr(at_, length)});
      at_ += length;
      return;
    }
    Token token{.kind = Token::Kind::number, .pounds = pounds_};
    std::string digits;
    while (is_digit(peek()) || (peek() == ',' && digits_from(at_ + 1) == 3 && !digits.empty())) {
      token.grouped = token.grouped || peek() == ',';
      digits += peek() == ',' ? "" : std::string(1, peek());
      ++at_;
    }
    if (peek() == '.' && is_digit(peek(1))) {
      const std::size_t places = digits_from(at_ + 1);
      digits += text_.substr(at_, places + 1);
      token.decimals = static_cast<int>(places);
      at_ += places + 1;
    }
    token.text = digits;
    const auto value = parse_double(digits);
    token.value = value.value_or(0.0);
    token.kind = value ? token.kind : Token::Kind::word;  // larger than any number
    scale(token);
    token.negative = std::exchange(negative_, false);
    token.plus = std::exchange(plus_, false);
    pounds_ = false;
    tokens_.push_back(std::move(token));
  }

  /// "28m", "28 million"; letters that are no scale make a word of the number: "18th".
  void scale(Token& token) {
    const std::size_t start = at_;
    if (peek() == ' ') {
      ++at_;
    }
    std::string letters;
    while (at_ < text_.size() && is_letter(peek())) {
      letters += text_[at_++];
    }
    constexpr std::array<std::pair<std::string_view, double>, 7> scales{{{"m", 1e6},
                                                                         {"million", 1e6},
                                                                         {"k", 1e3},
                                                                         {"thousand", 1e3},
                                                                         {"bn", 1e9},
                                                                         {"billion", 1e9},
                                                                         {"mn", 1e6}}};
    const auto* const found =
        std::ranges::find(scales, letters, [](const auto& one) { return one.first; });
    const bool apart = start < text_.size() && text_[start] == ' ';
    if (found != scales.end() && !(apart && letters.size() == 1)) {
      token.value *= found->second;
      token.decimals = 0;
      token.grouped = true;
      return;
    }
    at_ = start;
    if (!apart && !letters.empty()) {
      while (is_letter(peek()) || is_digit(peek())) {
        token.text += text_[at_++];
      }
      token.kind = Token::Kind::word;
    }
  }

  std::string text_;
  std::size_t at_ = 0;
  bool pounds_ = false;
  bool negative_ = false;
  bool plus_ = false;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view text) {
  constexpr std::array<std::string_view, 21> verbs{
      "make*", "made",  "making",  "set*",  "sign*",  "follow*", "pick*",
      "take*", "took",  "taken",   "end*",  "back*",  "break*",  "broke*",
      "look*", "open*", "follow*", "wind*", "speed*", "turn*",   "team*"};
  std::vector<Token> tokens = Tokenizer(plain(text)).read();
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const bool particle = tokens[i].is("up") || tokens[i].is("down");
    tokens[i].phrasal = particle && std::ranges::any_of(verbs, [&](std::string_view verb) {
                          return fits(tokens[i - 1].text, verb);
                        });
  }
  return tokens;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const Token& token : tokens_of(text)) {
    words.push_back(token.text);
  }
  return words;
}

bool may_fit(std::string_view word, std::string_view pattern) noexcept {
  return word.empty() || pattern.empty() || pattern[0] == '*' || word[0] == pattern[0];
}

bool fits(std::string_view word, std::string_view pattern) noexcept {
  if (!may_fit(word, pattern)) {
    return false;
  }
  return pattern.ends_with('*') ? word.starts_with(pattern.substr(0, pattern.size() - 1))
                                : word == pattern;
}

int spelt_number(std::string_view word) noexcept {
  constexpr std::array<std::string_view, 20> words{
      "one",     "two",     "three",     "four",     "five",     "six",      "seven",
      "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen", "fourteen",
      "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
  const auto* const at = std::ranges::find(words, word);
  return at == words.end() ? 0 : static_cast<int>(at - words.begin()) + 1;
}

}  // namespace soundings::claims
