// The numbers of a sentence, with their units and with the words that loosen them.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "number_words.h"
#include "reading.h"

namespace soundings::claims {

namespace {

/// Reads what follows a number: "per cent", "percentage points", "per 1,000 population", "days".
class UnitReader {
 public:
  UnitReader(const std::vector<Token>& tokens, std::size_t at) : tokens_(tokens), at_(at) {}

  [[nodiscard]] std::size_t end() const noexcept { return at_; }

  void read_into(Amount& amount) {
    if (take_per_cent()) {
      amount.unit = take("point") || take("points") ? Amount::Unit::points : Amount::Unit::percent;
    } else if (take_points()) {
      amount.unit = Amount::Unit::points;
    } else if (take("gbp") || take("pounds")) {
      amount.unit = Amount::Unit::pounds;
    } else if (take("days") || take("day") || (is(0, "working") && is(1, "days") && skip(2))) {
      amount.unit = Amount::Unit::days;
    } else {
      rate(amount);
    }
    take_scale();
  }

  /// "per 1,000 population": from here or a few words on, "12.4 offences per 1,000".
  void rate(Amount& amount) {
    for (std::size_t ahead = 0; ahead < 4; ++ahead) {
      const bool per = is(ahead, "per") || (is(ahead, "in") && is(ahead + 1, "every")) ||
                       (is(ahead, "for") && is(ahead + 1, "every"));
      const std::size_t from = at_ + ahead + (is(ahead + 1, "every") ? 2 : 1);
      if (ahead > 0 && at_ + ahead < tokens_.size() &&
          tokens_[at_ + ahead - 1].kind != Token::Kind::word) {
        return;
      }
      if (per && from < tokens_.size() && base_of(tokens_[from], amount)) {
        amount.unit = Amount::Unit::rate;
        at_ = from + 1;
        of_whom(amount);
        return;
      }
    }
  }

 private:
  [[nodiscard]] bool is(std::size_t ahead, std::string_view word) const {
    return at_ + ahead < tokens_.size() && tokens_[at_ + ahead].text == word;
  }
  bool take(std::string_view word) { return is(0, word) && skip(1); }
  bool take_per_cent() {
    return take("%") || take("percent") || take("pct") ||
           (is(0, "per") && is(1, "cent") && skip(2));
  }
  bool take_points() {
    return take("points") || take("point") || take("pp") || take("ppt") ||
           (is(0, "percentage") && (is(1, "point") || is(1, "points")) && skip(2));
  }
  bool skip(std::size_t words) {
    at_ += words;
    return true;
  }

  static bool base_of(const Token& token, Amount& amount) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 2> words{
        {{"thousand", "1000"}, {"billion", "billion"}}};
    for (const auto& [word, per] : words) {
      if (token.text == word) {
        amount.per = per;
        return true;
      }
    }
    if (token.kind == Token::Kind::number && (token.value == 1000.0 || token.value == 100000.0)) {
      amount.per = token.value == 1000.0 ? "1000" : "100000";
      return true;
    }
    return false;
  }

  /// "population aged 10 to 17", "employees", "vehicle miles".
  void of_whom(Amount& amount) {
    constexpr std::array<std::string_view, 16> whom{
        "population", "people", "residents", "employees", "staff",  "young",   "vehicle",  "miles",
        "aged",       "of",     "the",       "children",  "police", "persons", "recorded", "head"};
    while (at_ < tokens_.size() && any_of(tokens_[at_].text, whom)) {
      amount.per +=
          tokens_[at_].text.starts_with("employee") || tokens_[at_].is("staff") ? " employees" : "";
      const bool aged = tokens_[at_].is("aged");
      ++at_;
      if (aged && (is(1, "to") || is(1, "-"))) {
        amount.per += is(0, "10") && is(2, "17") ? "" : " of other ages";
        at_ += 3;
      }
    }
  }

  void take_scale() {
    if (is(0, "out") && is(1, "of") && is(2, "6")) {
      at_ += 3;
    } else if (is(0, "/") && is(1, "6")) {
      at_ += 2;
    }
  }

  const std::vector<Token>& tokens_;
  std::size_t at_;
};

/// Whether a number is part of a name: "999 callers". Other words of the name stand near it.
bool named_by(const Reading& reading, std::size_t at) {
  constexpr std::size_t near = 8;
  return std::ranges::any_of(reading.mentions, [at](const Mention& one) {
    return std::ranges::find(one.words, at) != one.words.end() &&
           std::ranges::any_of(one.words, [at](std::size_t other) {
             return other != at && (other > at ? other - at : at - other) <= near;
           });
  });
}

std::vector<NumberSpan> numbers_in(const Reading& reading) {
  const std::vector<Token>& tokens = reading.tokens;
  std::vector<NumberSpan> found;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (reading.time_at(at) != nullptr || named_by(reading, at)) {
      continue;
    }
    if (auto sized = size_at(tokens, at)) {
      at = sized->end - 1;
      found.push_back(*std::move(sized));
      continue;
    }
    const SpeltNumber spelt = counted_at(tokens, at);
    if (tokens[at].kind != Token::Kind::number && spelt.words == 0) {
      continue;
    }
    const Token& token = tokens[at];
    NumberSpan number{.amount = {.value = spelt.words > 0 ? spelt.value : token.value,
                                 .decimals = token.decimals,
                                 .precision = precision_before(tokens, at),
                                 .unit = token.pounds ? Amount::Unit::pounds : Amount::Unit::bare},
                      .at = at,
                      .negative = token.negative,
                      .plus = token.plus};
    UnitReader unit(tokens, at + std::max<std::size_t>(spelt.words, 1));
    if (!token.pounds) {
      unit.read_into(number.amount);
    }
    number.end = unit.end();
    at = number.end - 1;
    found.push_back(std::move(number));
  }
  return found;
}

/// "(95% range 38.4 to 44.8, 904 answers)": how sure a figure is, and of how many answers.
bool of_range(const std::vector<Token>& tokens, const NumberSpan& number) {
  constexpr std::size_t reach = 14;
  const auto is = [&](std::size_t at, std::string_view word) {
    return at < tokens.size() && tokens[at].is(word);
  };
  if (is(number.end, "range") && is(number.end - 1, "%")) {
    return true;
  }
  for (std::size_t at = number.at; at > 1 && number.at - at < reach && !is(at, "("); --at) {
    if (is(at, "range") && is(at - 1, "%")) {
      return true;
    }
  }
  return false;
}

/// "(2,400 answers)", "(about 2,400 answers)": of how many answers a figure is.
bool of_answers(const std::vector<Token>& tokens, const NumberSpan& number) {
  const std::size_t at = number.at;
  const bool about = at > 0 && tokens[at - 1].is("about");
  const std::size_t before = about ? at - 1 : at;
  return number.end < tokens.size() && tokens[number.end].is("answers") && before > 0 &&
         (tokens[before - 1].is("(") || tokens[before - 1].is(","));
}

/// "aged 10 to 17", "12 months", "(2,400 answers)": numbers that say of whom or how, and claim
/// nothing.
bool is_no_claim(const Reading& reading, const NumberSpan& number) {
  const auto word = [&](std::size_t at) {
    return at < reading.tokens.size() ? std::string_view(reading.tokens[at].text)
                                      : std::string_view();
  };
  constexpr std::array<std::string_view, 6> lengths{"months", "month",    "years",
                                                    "year",   "quarters", "weeks"};
  constexpr std::array<std::string_view, 8> places{"section",  "page",      "table", "chart",
                                                   "appendix", "paragraph", "item",  "aim"};
  const std::size_t at = number.at;
  if (of_range(reading.tokens, number) || of_answers(reading.tokens, number)) {
    return true;
  }
  const bool age = (at > 0 && word(at - 1) == "aged") || (at > 2 && word(at - 3) == "aged");
  return age || any_of(word(number.end), lengths) || (at > 0 && any_of(word(at - 1), places)) ||
         (at > 0 && (word(at - 1) == "per" || word(at - 1) == "every"));
}

Amount with_sign(const NumberSpan& number) {
  Amount amount = number.amount;
  amount.value = number.negative ? -amount.value : amount.value;
  return amount;
}

/// The brackets that a number stands in, which are one range: those of the number before it, or new
/// ones.
RangeSpan& brackets_of(const std::vector<Token>& tokens, const NumberSpan& number,
                       std::vector<RangeSpan>& all) {
  std::size_t open = number.at;
  while (open > 0 && !tokens[open].is("(")) {
    --open;
  }
  if (all.empty() || all.back().at != open) {
    all.push_back({.at = open});
  }
  return all.back();
}

/// Numbers of ranges and bases, which are read together and not each by itself.
std::vector<RangeSpan> ranges_in(const Reading& reading) {
  const std::vector<Token>& tokens = reading.tokens;
  std::vector<RangeSpan> all;
  for (const NumberSpan& number : reading.numbers) {
    const bool answers = of_answers(tokens, number);
    if (!answers && !of_range(tokens, number)) {
      continue;
    }
    RangeSpan& span = brackets_of(tokens, number, all);
    const bool level = number.end < tokens.size() && tokens[number.end].is("range");
    if (answers) {
      span.answers = number.amount;
    } else if (level) {
      span.of_change = number.end + 3 < tokens.size() && tokens[number.end + 3].is("change");
    } else if (span.ends.size() < 2) {
      span.ends.push_back(with_sign(number));
    } else {
      span.points = with_sign(number);
    }
  }
  return all;
}

/// Whether nothing but a joining word, a time or an area stands between two numbers.
bool paired(const Reading& reading, const NumberSpan& one, const NumberSpan& next) {
  constexpr std::array<std::string_view, 8> joining{"to", "and", "-", "in", "for", "the", "(", ")"};
  bool joined = false;
  for (std::size_t at = one.end; at < next.at; ++at) {
    const Token& token = reading.tokens[at];
    if (reading.time_at(at) != nullptr || reading.area_at(at) != nullptr) {
      continue;
    }
    if (!any_of(token.text, joining)) {
      return false;
    }
    joined = joined || token.is("to") || token.is("and") || token.is("-");
  }
  return joined;
}

/// "per 1,000", "per head": not the "per" of "per cent".
bool says_per(const std::vector<Token>& tokens) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const bool of_hundred = at + 1 < tokens.size() && tokens[at + 1].is("cent");
    if (tokens[at].is("per") && !of_hundred) {
      return true;
    }
  }
  return false;
}

/// A bare number that is joined to one with a unit is of that unit too: "from 75 to 72%".
void share_units(Reading& reading) {
  using Unit = Amount::Unit;
  for (std::size_t i = reading.numbers.size(); i-- > 1;) {
    NumberSpan& one = reading.numbers[i - 1];
    const NumberSpan& next = reading.numbers[i];
    const bool lends = next.amount.unit != Unit::bare && next.amount.unit != Unit::points;
    if (one.amount.unit == Unit::bare && lends && !one.negative && paired(reading, one, next)) {
      one.amount.unit = next.amount.unit;
      one.amount.per = next.amount.per;
    }
  }
}

}  // namespace

void read_numbers(Reading& reading) {
  reading.numbers = numbers_in(reading);
  reading.ranges = ranges_in(reading);
  std::erase_if(reading.numbers, [&](const NumberSpan& one) { return is_no_claim(reading, one); });
  reading.speaks_of_rate = reading.has("rate*") || says_per(reading.tokens) ||
                           std::ranges::any_of(reading.numbers, [](const NumberSpan& one) {
                             return one.amount.unit == Amount::Unit::rate;
                           });
  share_units(reading);
}

}  // namespace soundings::claims
