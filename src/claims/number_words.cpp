#include "number_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace soundings::claims {

namespace {

/// "About a third" and "doubled" are no exact figures: how far off, as a part of them, and in
/// points of a small part.
constexpr double fair_part = 0.1;
constexpr double fair_near = 0.12;
constexpr double fair_points = 1.5;
constexpr double fair_multiple = 0.05;

const Token& token_at(const std::vector<Token>& tokens, std::size_t at) {
  static const Token none{.kind = Token::Kind::mark};
  return at < tokens.size() ? tokens[at] : none;
}

/// The n of "fifth" and "fifths"; 0 for none.
int part_named(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, int>, 9> parts{{{"half", 2},
                                                                   {"third", 3},
                                                                   {"quarter", 4},
                                                                   {"fifth", 5},
                                                                   {"sixth", 6},
                                                                   {"seventh", 7},
                                                                   {"eighth", 8},
                                                                   {"ninth", 9},
                                                                   {"tenth", 10}}};
  const bool several = word.ends_with("s") || word == "halves";
  const std::string_view one = word == "halves" ? "half"
                               : several        ? word.substr(0, word.size() - 1)
                                                : word;
  const auto* const at = std::ranges::find(parts, one, [](const auto& part) { return part.first; });
  return at == parts.end() ? 0 : at->second;
}

/// Whether a part is one of a change: "by a third", "risen a third", "a third higher".
bool of_change(const std::vector<Token>& tokens, std::size_t begin, std::size_t end) {
  std::size_t at = begin;
  constexpr std::array<std::string_view, 14> loosening{
      "about",  "around", "approximately", "roughly", "some", "~",    "nearly",
      "almost", "over",   "under",         "just",    "than", "more", "less"};
  while (at > 0 && any_of(tokens[at - 1].text, loosening)) {
    --at;
  }
  const Token& before = token_at(tokens, at == 0 ? tokens.size() : at - 1);
  const Token& after = token_at(tokens, end);
  return before.is("by") || went(before) != Went::no || went(after) != Went::no ||
         compares(after) != Went::no;
}

/// "a third of", "half of", "by three quarters": per cent, more or less.
std::optional<NumberSpan> part_at(const std::vector<Token>& tokens, std::size_t at) {
  const bool bare = tokens[at].is("half");
  const bool one = tokens[at].is("a") || tokens[at].is("an");
  const SpeltNumber counted = one ? SpeltNumber{.value = 1.0, .words = 1} : spelt_at(tokens, at);
  const std::size_t begin = at;
  const std::size_t noun = bare ? at : at + counted.words;
  const int parts = part_named(token_at(tokens, noun).text);
  if (parts == 0 || (!bare && counted.words == 0) || counted.value >= parts) {
    return std::nullopt;
  }
  const std::size_t end = noun + 1;
  if (!token_at(tokens, end).is("of") && !of_change(tokens, begin, end)) {
    return std::nullopt;
  }
  Amount amount{.value = 100.0 * (bare ? 1.0 : counted.value) / parts,
                .precision = precision_before(tokens, begin),
                .unit = Amount::Unit::percent};
  const bool about = amount.precision == Amount::Precision::printed;
  amount.precision = about ? Amount::Precision::about : amount.precision;
  const bool near = amount.precision == Amount::Precision::nearly;
  amount.tolerance = std::max(fair_points, (near ? fair_near : fair_part) * amount.value);
  return NumberSpan{.amount = amount, .at = begin, .end = end};
}

/// The multiple that one word says: "doubled", "twice", "tenfold"; 0 for none.
double multiple_in(const Token& token) {
  constexpr std::array<std::pair<std::string_view, double>, 8> words{{{"doubl*", 2.0},
                                                                      {"twice", 2.0},
                                                                      {"twofold", 2.0},
                                                                      {"trebl*", 3.0},
                                                                      {"tripl*", 3.0},
                                                                      {"quadrupl*", 4.0},
                                                                      {"quintupl*", 5.0},
                                                                      {"halv*", 0.5}}};
  for (const auto& [word, value] : words) {
    if (fits(token.text, word)) {
      return value;
    }
  }
  const std::string& text = token.text;
  return text.ends_with("fold") ? spelt_number(std::string_view(text).substr(0, text.size() - 4))
                                : 0.0;
}

std::optional<NumberSpan> multiple_at(const std::vector<Token>& tokens, std::size_t at) {
  Amount amount{.value = multiple_in(tokens[at]),
                .precision = precision_before(tokens, at),
                .unit = Amount::Unit::times};
  std::size_t end = at + 1;
  const Token& next = token_at(tokens, at + 1);
  if (tokens[at].is("half") && (next.is("that") || next.is("the") || next.is("as"))) {
    amount.value = 0.5;
  } else if (amount.value == 0.0) {
    const bool figure = tokens[at].kind == Token::Kind::number;
    const SpeltNumber spelt =
        figure ? SpeltNumber{.value = tokens[at].value, .words = 1} : spelt_at(tokens, at);
    end = at + spelt.words + 1;
    const Token& unit = token_at(tokens, at + spelt.words);
    if (spelt.words == 0 || !(unit.is("times") || unit.is("fold"))) {
      return std::nullopt;
    }
    amount.value = spelt.value;
    amount.decimals = figure ? tokens[at].decimals : 0;
  }
  if (amount.precision == Amount::Precision::printed && amount.decimals == 0) {
    amount.precision = Amount::Precision::about;
    amount.tolerance = fair_multiple * amount.value;
  }
  return NumberSpan{.amount = amount, .at = at, .end = end};
}

/// "one in four", "two in three", "9 in 10": per cent, more or less.
std::optional<NumberSpan> ratio_at(const std::vector<Token>& tokens, std::size_t at) {
  const auto whole_number = [&](std::size_t from) {
    const Token& token = token_at(tokens, from);
    return token.kind == Token::Kind::number && token.decimals == 0 && !token.pounds
               ? SpeltNumber{.value = token.value, .words = 1}
               : spelt_at(tokens, from);
  };
  constexpr double largest = 100.0;  // "65 in 1000" is a rate
  const SpeltNumber part = whole_number(at);
  const std::size_t in = at + part.words;
  if (part.words == 0 || !token_at(tokens, in).is("in")) {
    return std::nullopt;
  }
  const SpeltNumber whole = whole_number(in + 1);
  if (whole.words == 0 || part.value >= whole.value || whole.value > largest) {
    return std::nullopt;
  }
  Amount amount{.value = 100.0 * part.value / whole.value,
                .precision = Amount::Precision::about,
                .unit = Amount::Unit::percent};
  amount.tolerance = std::max(fair_points, fair_part * amount.value);
  return NumberSpan{.amount = amount, .at = at, .end = in + 1 + whole.words};
}

}  // namespace

Amount::Precision precision_before(const std::vector<Token>& tokens, std::size_t at) {
  using Precision = Amount::Precision;
  const auto word = [&](std::size_t back) {
    return at >= back ? std::string_view(tokens[at - back].text) : std::string_view();
  };
  const auto pair = [&](std::string_view first, std::string_view second) {
    return word(2) == first && word(1) == second;
  };
  constexpr std::array<std::string_view, 9> about{
      "about", "around", "approximately", "approx", "circa", "roughly", "some", "~", "broadly"};
  constexpr std::array<std::string_view, 3> nearly{"nearly", "almost", "approaching"};
  constexpr std::array<std::string_view, 3> over{"over", "exceeding", "exceeds"};
  const bool is_under = word(1) == "under" || pair("less", "than") || pair("fewer", "than");
  if (any_of(word(1), about) || pair("just", "over")) {
    return Precision::about;
  }
  if (any_of(word(1), nearly) || pair("just", "under") || pair("close", "to")) {
    return Precision::nearly;
  }
  if (any_of(word(1), over) || pair("more", "than") || pair("at", "least")) {
    return Precision::over;
  }
  return is_under || pair("up", "to") ? Precision::under : Precision::printed;
}

SpeltNumber spelt_at(const std::vector<Token>& tokens, std::size_t at) {
  constexpr std::array<std::string_view, 8> tens{"twenty", "thirty",  "forty",  "fifty",
                                                 "sixty",  "seventy", "eighty", "ninety"};
  const std::string& word = token_at(tokens, at).text;
  const auto* const ten = std::ranges::find(tens, word);
  if (ten != tens.end()) {
    const int units = spelt_number(token_at(tokens, at + 1).text);
    const bool both = units > 0 && units < 10;
    return {.value = 10.0 * static_cast<double>(ten - tens.begin() + 2) + (both ? units : 0),
            .words = both ? 2U : 1U};
  }
  const bool hundred = (word == "a" || word == "one") && token_at(tokens, at + 1).is("hundred");
  if (hundred) {
    return {.value = 100.0, .words = 2};
  }
  const int small = spelt_number(word);
  return {.value = static_cast<double>(small), .words = small > 0 ? 1U : 0U};
}

SpeltNumber counted_at(const std::vector<Token>& tokens, std::size_t at) {
  constexpr std::array<std::string_view, 12> counted{"wave*",  "unit*",    "scheme*", "route*",
                                                     "impact", "project*", "cadet*",  "percentage",
                                                     "points", "point",    "%",       "percent"};
  const SpeltNumber spelt = spelt_at(tokens, at);
  const Token& next = token_at(tokens, at + spelt.words);
  const bool per_cent = next.is("per") && token_at(tokens, at + spelt.words + 1).is("cent");
  const bool counts = any_of(next.text, counted) || per_cent || compares(next) != Went::no;
  const bool changed = at > 0 && tokens[at - 1].is("by");
  return counts || changed ? spelt : SpeltNumber{};
}

std::optional<NumberSpan> size_at(const std::vector<Token>& tokens, std::size_t at) {
  auto part = part_at(tokens, at);
  part = part ? part : ratio_at(tokens, at);
  return part ? part : multiple_at(tokens, at);
}

bool is_multiplying_verb(const Token& token) {
  constexpr std::array<std::string_view, 11> verbs{
      "doubled",  "doubling",   "doubles",    "trebled", "trebling", "tripled",
      "tripling", "quadrupled", "quintupled", "halved",  "halving"};
  return any_of(token.text, verbs);
}

bool is_size_word(const Token& token) {
  constexpr std::array<std::string_view, 13> sizes{
      "half",     "third", "thirds", "quarters",  "fifth",    "tenth",   "hundred",
      "hundreds", "dozen", "dozens", "thousands", "majority", "minority"};
  return multiple_in(token) > 0.0 || any_of(token.text, sizes) || token.is("times");
}

}  // namespace soundings::claims
