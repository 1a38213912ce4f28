#include "times.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "soundings/survey/external_series.h"

#include "time_words.h"

namespace soundings::claims {

namespace {

using Kind = When::Kind;

When months(Kind kind, Month first, Month last) {
  return {.kind = kind, .first = first, .last = last};
}
When year_ending(Month last) {
  return months(Kind::year_ending, last.plus(-11), last);
}
When quarter(Month april, int number) {
  const Month first = april.plus(3 * (number - 1));
  return months(Kind::quarter, first, first.plus(2));
}

/// Reads times from the words, one place after the other.
class Reader {
 public:
  explicit Reader(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::vector<TimeSpan> read() {
    while (at_ < tokens_.size()) {
      const std::size_t begin = at_;
      if (auto when = time_here()) {
        spans_.push_back({.when = *std::move(when), .begin = begin, .end = at_});
      } else {
        at_ = begin + 1;
      }
    }
    return std::move(spans_);
  }

 private:
  [[nodiscard]] const Token& token(std::size_t ahead = 0) const {
    static const Token none{.kind = Token::Kind::mark};
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : none;
  }
  bool take(std::string_view word) {
    const bool is = token().is(word);
    at_ += is ? 1 : 0;
    return is;
  }

  /// "March 2019", "18 June 2019", "2019-03".
  std::optional<Month> month() {
    const std::size_t start = at_;
    const bool day = token().kind == Token::Kind::number && token().value <= 31.0 &&
                     token().decimals == 0 && month_of(token(1)) > 0;
    at_ += day ? 1 : 0;
    if (const int number = month_of(token()); number > 0 && year_of(token(1)) > 0) {
      const Month found(year_of(token(1)), number);
      at_ += 2;
      return found;
    }
    at_ = start;
    if (const auto found = parse_month(token().text); found && !financial_year(token())) {
      ++at_;
      return found;
    }
    return std::nullopt;
  }

  /// "the year ending", "12 months to", "YE": what stands before the last month of twelve.
  bool twelve_months() {
    const std::size_t start = at_;
    if (take("ye")) {
      return true;
    }
    take("rolling");
    take("last");
    const bool twelve = (token().is("12") || token().is("twelve")) &&
                        (token(1).is("months") || token(1).is("month"));
    if (twelve) {
      at_ += 2;
      take("period");
    } else if (!take("year")) {
      at_ = start;
      return false;
    }
    for (const char* word : {"ending", "ended", "to", "until", "end", "up"}) {
      if (take(word)) {
        take("in");
        take("to");
        take("the");
        take("end");
        take("of");
        return true;
      }
    }
    at_ = start;
    return false;
  }

  std::optional<When> year_to_month() {
    const std::size_t start = at_;
    if (twelve_months()) {
      const auto strict = parse_month(token().text);
      if (const auto last = strict ? strict : month()) {
        at_ += strict ? 1U : 0U;
        return year_ending(*last);
      }
    }
    at_ = start;
    return std::nullopt;
  }

  std::optional<When> in_financial_year() {
    const std::size_t start = at_;
    const int before = quarter_before();
    if (before == 0) {
      at_ = start;
    }
    if (take("financial")) {
      take("year");
    }
    const auto april = financial_year(token());
    if (!april) {
      at_ = start;
      return std::nullopt;
    }
    ++at_;
    const int after = before > 0 ? 0 : quarter_after();
    if (before > 0 || after > 0) {
      return quarter(*april, std::max(before, after));
    }
    return months(Kind::financial_year, *april, april->plus(11));
  }

  /// "Q4", "quarter 4 of", "the fourth quarter of"; 0 for none.
  int quarter_before() {
    int number = quarter_of(token());
    if (token().is("quarter") && token(1).kind == Token::Kind::number && token(1).value <= 4.0) {
      number = static_cast<int>(token(1).value);
      at_ += 2;
    } else if (number > 0 && token().text.size() == 2) {
      ++at_;
    } else if (number > 0 && token(1).is("quarter")) {
      at_ += 2;
    } else {
      return 0;
    }
    take(",");
    take("of");
    take("in");
    take("the");
    return number;
  }

  int quarter_after() {
    take(",");
    if (token().is("quarter") && token(1).kind == Token::Kind::number && token(1).value <= 4.0) {
      at_ += 2;
      return static_cast<int>(tokens_[at_ - 1].value);
    }
    const int number = token().text.size() == 2 ? quarter_of(token()) : 0;
    at_ += number > 0 ? 1 : 0;
    return number;
  }

  /// "April to June 2019".
  std::optional<When> months_joined() {
    const std::size_t start = at_;
    const int alone = month_of(token());
    const bool two = alone > 0 && joins(token(1));
    at_ += 2;
    const auto last = two ? month() : std::nullopt;
    if (last && Month(last->year(), alone) < *last) {
      return months(Kind::span, Month(last->year(), alone), *last);
    }
    at_ = start;
    return std::nullopt;
  }

  /// "2019-04/2019-06".
  std::optional<When> months_written() {
    const std::string& text = token().text;
    const auto first = text.size() == 15 ? parse_month(text.substr(0, 7)) : std::nullopt;
    const auto last = first ? parse_month(text.substr(8)) : std::nullopt;
    if (!first || !last) {
      return std::nullopt;
    }
    ++at_;
    return months(Kind::span, *first, *last);
  }

  /// "April to June 2019", "November 2018 to June 2019", "2019-04/2019-06", or one month.
  std::optional<When> months_here() {
    if (auto written = months_written()) {
      return written;
    }
    if (auto within = months_of_year()) {
      return within;
    }
    const bool apart = at_ > 0 && (tokens_[at_ - 1].is("from") || tokens_[at_ - 1].is("between"));
    if (auto joined = apart ? std::nullopt : months_joined()) {
      return joined;
    }
    const auto only = month();
    if (!only) {
      return std::nullopt;
    }
    const std::size_t end = at_;
    if (!apart && (token().is("to") || token().is("-"))) {
      ++at_;
      if (const auto last = month(); last && *only < *last) {
        return months(Kind::span, *only, *last);
      }
    }
    at_ = end;
    return months(Kind::month, *only, *only);
  }

  /// "January to March 2018/19": months of a financial year.
  std::optional<When> months_of_year() {
    const int from = month_of(token());
    const int to = joins(token(1)) ? month_of(token(2)) : 0;
    const std::size_t year = token(3).is("of") || token(3).is("in") ? 4 : 3;
    const auto april = from > 0 && to > 0 ? financial_year(token(year)) : std::nullopt;
    if (!april) {
      return std::nullopt;
    }
    constexpr int start_of_year = 4;
    const auto in_year = [&](int month) { return april->plus((month - start_of_year + 12) % 12); };
    if (in_year(to) < in_year(from)) {
      return std::nullopt;
    }
    at_ += year + 1;
    return months(Kind::span, in_year(from), in_year(to));
  }

  /// "the three months to March 2019", "the quarter ending March 2019".
  std::optional<When> three_months() {
    const std::size_t start = at_;
    const bool three = (token().is("three") || token().is("3")) && token(1).is("months");
    at_ += three ? 2U : token().is("quarter") ? 1U : 0U;
    const bool ends = at_ > start && (take("ending") || take("ended") || take("to"));
    take("the");
    if (take("end")) {
      take("of");
    }
    if (const auto last = ends ? month() : std::nullopt) {
      return months(Kind::span, last->plus(-2), *last);
    }
    at_ = start;
    return std::nullopt;
  }

  static bool joins(const Token& token) {
    return token.is("to") || token.is("-") || token.is("until") || token.is("and");
  }

  std::optional<When> wave_here() {
    const std::size_t start = at_;
    const bool several = token().is("waves");
    const int ordinal = token(1).is("wave") ? quarter_of(token()) : 0;
    if (ordinal > 0) {
      at_ += 2;
      return When{.kind = Kind::wave, .first_wave = ordinal, .last_wave = ordinal};
    }
    if (!several && !token().is("wave")) {
      return std::nullopt;
    }
    ++at_;
    const int first = wave_number();
    if (first == 0) {
      at_ = start;
      return std::nullopt;
    }
    if (joins(token())) {
      const std::size_t back = at_++;
      if (const int last = wave_number(); several && last > first) {
        return When{.kind = Kind::waves, .first_wave = first, .last_wave = last};
      }
      at_ = back;
    }
    When when{.kind = Kind::wave, .first_wave = first, .last_wave = first};
    const std::size_t end = at_;
    const auto last = take("(") ? month() : std::nullopt;
    if (last && take(")")) {
      when.last = last;
    } else {
      at_ = end;
    }
    return when;
  }

  int wave_number() {
    const int number = token().kind == Token::Kind::number && token().decimals == 0
                           ? static_cast<int>(token().value)
                           : spelt_number(token().text);
    at_ += number > 0 ? 1 : 0;
    return number;
  }

  std::optional<When> relative() {
    const auto two = [&](std::string_view a, std::string_view b) {
      if (token().is(a) && token(1).is(b)) {
        at_ += 2;
        return true;
      }
      return false;
    };
    if (two("last", "year") || two("previous", "year") || two("year", "earlier") ||
        two("year", "before") || two("year", "ago")) {
      return When{.kind = Kind::year_before};
    }
    if (two("previous", "quarter") || two("last", "quarter") || two("same", "period") ||
        two("previous", "period") || two("last", "month") || two("previous", "month")) {
      return When{.kind = Kind::unknown};
    }
    if (two("baseline", "year") || two("baseline", "period") || take("baseline")) {
      return When{.kind = Kind::baseline};
    }
    return std::nullopt;
  }

  std::optional<When> calendar_year() {
    const std::size_t start = at_;
    if (take("calendar")) {
      take("year");
    }
    if (const int year = year_of(token()); year > 0) {
      ++at_;
      return months(Kind::calendar_year, Month(year, 1), Month(year, 12));
    }
    at_ = start;
    return std::nullopt;
  }

  std::optional<When> time_here() {
    if (auto when = year_to_month()) {
      return when;
    }
    if (auto when = three_months()) {
      return when;
    }
    if (auto when = in_financial_year()) {
      return when;
    }
    if (auto when = wave_here()) {
      return when;
    }
    if (auto when = months_here()) {
      return when;
    }
    if (auto when = relative()) {
      return when;
    }
    return calendar_year();
  }

  const std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  std::vector<TimeSpan> spans_;
};

}  // namespace

std::vector<TimeSpan> times_in(const std::vector<Token>& tokens) {
  std::vector<TimeSpan> spans = Reader(tokens).read();
  add_bare_months(tokens, spans);
  return spans;
}

}  // namespace soundings::claims
