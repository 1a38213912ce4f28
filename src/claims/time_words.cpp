#include "time_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "soundings/base/number.h"

namespace soundings::claims {

namespace {

constexpr int first_year = 2005;
constexpr int last_year = 2035;

}  // namespace

int month_of(const Token& token) noexcept {
  constexpr std::array<std::string_view, 12> names{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool shortened = token.text.size() >= 3 && names.at(i).starts_with(token.text);
    if (token.kind == Token::Kind::word && shortened) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

int year_of(const Token& token) noexcept {
  const bool plain = token.kind == Token::Kind::number && !token.grouped && !token.pounds &&
                     token.decimals == 0 && token.text.size() == 4;
  const int year = plain ? static_cast<int>(token.value) : 0;
  return year >= first_year && year <= last_year ? year : 0;
}

std::optional<Month> financial_year(const Token& token) {
  const std::string& text = token.text;
  const bool form = (text.size() == 7 || text.size() == 9) && (text[4] == '/' || text[4] == '-');
  const auto from = form ? parse_integer(text.substr(0, 4)) : std::nullopt;
  const auto to = form ? parse_integer(text.substr(text.size() - 2)) : std::nullopt;
  if (!from || !to || (*from + 1) % 100 != *to) {
    return std::nullopt;
  }
  return Month(static_cast<int>(*from), 4);
}

int quarter_of(const Token& token) noexcept {
  if (token.text.size() == 2 && token.text[0] == 'q' && token.text[1] >= '1' &&
      token.text[1] <= '4') {
    return token.text[1] - '0';
  }
  constexpr std::array<std::string_view, 4> ordinals{"first", "second", "third", "fourth"};
  const auto* const at = std::ranges::find(ordinals, token.text);
  return at != ordinals.end() ? static_cast<int>(at - ordinals.begin()) + 1
                              : (token.is("final") || token.is("last") ? 4 : 0);
}

}  // namespace soundings::claims
