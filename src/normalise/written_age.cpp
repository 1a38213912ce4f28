#include "written_age.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <unicode/uchar.h>

#include "soundings/base/number.h"

#include "utf8.h"

namespace soundings::normalise {
namespace {

constexpr std::size_t longest_age = 64;  // bytes
constexpr double oldest = 150;
constexpr std::size_t most_numbers = 2;

using Words = std::string_view;

constexpr std::array numbers = std::to_array<Words>(
    {"zero",     "one",     "two",     "three",     "four",     "five",    "six",
     "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
     "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"});
constexpr std::array upper_bounds =
    std::to_array<Words>({"<", "under", "below", "less", "younger"});
constexpr std::array before_number =
    std::to_array<Words>({"age", "aged", "is", "about", "approx", "approximately", "around", "only",
                          "just", "between", "from", "up", "to", "at", "most", "than"});
constexpr std::array after_number =
    std::to_array<Words>({"years", "year", "yrs", "yr", "y", "yo", "old", "of", "age", "and", "or",
                          "to", "-", "less", "under", "below", "younger", "half"});

/// Units shorter than a year, and how many make one.
struct Unit {
  Words word;
  double in_a_year;
};
constexpr std::array short_units = std::to_array<Unit>({{"month", 12},
                                                        {"months", 12},
                                                        {"mth", 12},
                                                        {"mths", 12},
                                                        {"week", 52},
                                                        {"weeks", 52},
                                                        {"wk", 52},
                                                        {"wks", 52},
                                                        {"day", 365},
                                                        {"days", 365}});

template <typename List>
bool among(const List& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

bool is_dash(UChar32 c) {
  constexpr UChar32 minus = 0x2212;
  return c == minus || u_charType(c) == U_DASH_PUNCTUATION;
}

bool is_letter(UChar32 c) {
  return u_isalpha(c) != 0;
}

bool is_digit(UChar32 c) {
  return u_isdigit(c) != 0;
}

/// The words, numbers and marks of a folded text. Any mark that is not distinguished is a word
/// that nobody knows.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  std::vector<std::string> all() && {
    while (at_ < text_.size()) {
      const CodePoint next = code_point(text_, at_);
      if (is_digit(next.value)) {
        number();
      } else if (is_letter(next.value)) {
        word();
      } else {
        mark(next);
      }
    }
    return std::move(tokens_);
  }

 private:
  void digits(std::string& to) {
    for (CodePoint next; at_ < text_.size(); at_ = next.end) {
      next = code_point(text_, at_);
      if (!is_digit(next.value)) {
        return;
      }
      to += static_cast<char>('0' + u_charDigitValue(next.value));
    }
  }

  void number() {
    std::string token;
    digits(token);
    const bool point = at_ + 1 < text_.size() && (text_[at_] == '.' || text_[at_] == ',');
    if (point && is_digit(code_point(text_, at_ + 1).value)) {
      ++at_;
      token += '.';
      digits(token);
    }
    tokens_.push_back(std::move(token));
  }

  void word() {
    std::string token;
    for (CodePoint next; at_ < text_.size(); at_ = next.end) {
      next = code_point(text_, at_);
      if (!is_letter(next.value)) {
        break;
      }
      token.append(text_, at_, next.end - at_);
    }
    tokens_.push_back(std::move(token));
  }

  void mark(const CodePoint& next) {
    constexpr std::u32string_view passed_over = U"()[]=~_.,:;?'\"*";
    constexpr UChar32 at_most = 0x2264;
    if (is_dash(next.value)) {
      tokens_.emplace_back("-");
    } else if (next.value == '<' || next.value == at_most) {
      tokens_.emplace_back("<");
    } else if (u_isUWhiteSpace(next.value) == 0 &&
               passed_over.find(static_cast<char32_t>(next.value)) == std::u32string_view::npos) {
      tokens_.emplace_back("?");
    }
    at_ = next.end;
  }

  std::string text_;
  std::size_t at_ = 0;
  std::vector<std::string> tokens_;
};

std::optional<double> number_of(const std::string& token) {
  const auto* const word = std::ranges::find(numbers, token);
  return word == numbers.end() ? parse_double(token)
                               : std::optional<double>(std::distance(numbers.begin(), word));
}

const Unit* short_unit(std::string_view word) {
  const auto* const unit = std::ranges::find(short_units, word, &Unit::word);
  return unit == short_units.end() ? nullptr : unit;
}

/// Whether a word may stand where it stands in an age, numbers aside.
bool known(const std::string& word, bool after) {
  if (after) {
    return among(after_number, word) || short_unit(word) != nullptr;
  }
  return among(upper_bounds, word) || among(before_number, word);
}

struct WrittenAge {
  double years = 0;
  bool bound = false;  ///< below so many years
};

/// In years, of a number and what follows it.
double years_of(double number, const std::vector<std::string>& tokens, std::size_t next) {
  const Unit* unit = next < tokens.size() ? short_unit(tokens[next]) : nullptr;
  return unit == nullptr ? number : number / unit->in_a_year;
}

/// The first age of a text that is made of ages alone.
std::optional<WrittenAge> first_age(const std::vector<std::string>& tokens) {
  std::optional<WrittenAge> age;
  std::size_t count = 0;
  bool bound = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto number = number_of(tokens[i]);
    const bool read =
        number ? ++count <= most_numbers && *number <= oldest : known(tokens[i], age.has_value());
    if (!read) {
      return std::nullopt;
    }
    if (!number) {
      bound = bound || among(upper_bounds, tokens[i]);
    } else if (!age) {
      age = {.years = years_of(*number, tokens, i + 1), .bound = bound};
    }
  }
  return age;
}

}  // namespace

bool written_below(std::string_view text, double least) {
  if (text.empty() || text.size() > longest_age) {
    return false;
  }
  const auto age = first_age(Tokens(folded(text)).all());
  return age && (age->years < least || (age->bound && age->years <= least));
}

}  // namespace soundings::normalise
