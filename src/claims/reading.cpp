#include "reading.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "soundings/survey/series_areas.h"

namespace soundings::claims {

namespace {

template <std::size_t size>
bool any_of(std::string_view word, const std::array<std::string_view, size>& patterns) {
  return std::ranges::any_of(patterns, [word](std::string_view one) { return fits(word, one); });
}

/// The words at `at` and after it, as the tokens have them.
bool words_at(const std::vector<Token>& tokens, std::size_t at,
              const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (at + i >= tokens.size() || tokens[at + i].text != words[i]) {
      return false;
    }
  }
  return !words.empty();
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const Token& token : tokens_of(text)) {
    words.push_back(token.text);
  }
  return words;
}

/// The longest spelling that stands at each place.
std::vector<AreaSpan> areas_in(const Reading& reading, const Definitions& definitions) {
  struct Spelt {
    std::vector<std::string> words;
    std::string area;
  };
  std::vector<Spelt> spellings;
  for (const SeriesAreaName& one : series_area_names(definitions)) {
    spellings.push_back({.words = words_of(one.spelling), .area = one.area});
  }
  std::ranges::stable_sort(spellings, std::greater(),
                           [](const Spelt& one) { return one.words.size(); });
  std::vector<AreaSpan> found;
  for (std::size_t at = 0; at < reading.tokens.size();) {
    const auto here = std::ranges::find_if(
        spellings, [&](const Spelt& one) { return words_at(reading.tokens, at, one.words); });
    if (here == spellings.end() || reading.time_at(at) != nullptr) {
      ++at;
      continue;
    }
    const SeriesArea* area = definitions.report.find_area(here->area);
    found.push_back({.area = here->area,
                     .whole = area != nullptr && area->whole,
                     .begin = at,
                     .end = at + here->words.size()});
    at += here->words.size();
  }
  return found;
}

/// Whether the words of a pattern stand at `at`: "public_voice" is two that follow each other.
bool pattern_at(const Reading& reading, std::size_t at, std::string_view pattern) {
  for (;; ++at) {
    const auto end = pattern.find('_');
    if (at >= reading.tokens.size() || reading.time_at(at) != nullptr ||
        !fits(reading.tokens[at].text, pattern.substr(0, end))) {
      return false;
    }
    if (end == std::string_view::npos) {
      return true;
    }
    pattern.remove_prefix(end + 1);
  }
}

/// Finds the words of a name around its first one, each at its nearest place.
std::vector<Mention> mentions_of(const Reading& reading, const std::string& series,
                                 const std::string& written) {
  const bool weak = written.starts_with('?');
  const std::string name = written.substr(weak ? 1 : 0);
  std::vector<std::string> patterns;
  for (std::size_t from = 0; from < name.size();) {
    const auto end = std::min(name.find(' ', from), name.size());
    patterns.push_back(name.substr(from, end - from));
    from = end + 1;
  }
  std::vector<std::vector<std::size_t>> places(patterns.size());
  for (std::size_t at = 0; at < reading.tokens.size(); ++at) {
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      if (pattern_at(reading, at, patterns[i])) {
        places[i].push_back(at);
      }
    }
  }
  if (std::ranges::any_of(places, [](const auto& one) { return one.empty(); })) {
    return {};
  }
  std::vector<Mention> found;
  for (const std::size_t anchor : places.front()) {
    Mention mention{.series = series, .words = {}, .letters = name.size(), .weak = weak};
    for (const auto& one : places) {
      const auto distance = [anchor](std::size_t at) {
        return at > anchor ? at - anchor : anchor - at;
      };
      mention.words.push_back(*std::ranges::min_element(one, {}, distance));
    }
    found.push_back(std::move(mention));
  }
  return found;
}

/// "Residential burglary" is not burglary: a word before the name makes it another thing.
bool of_something_else(const Reading& reading, const Mention& mention,
                       const ExternalSeries& series) {
  return std::ranges::any_of(mention.words, [&](std::size_t word) {
    return word > 0 && std::ranges::any_of(series.unless, [&](const std::string& pattern) {
             return fits(reading.tokens[word - 1].text, pattern);
           });
  });
}

Amount::Precision precision_before(const std::vector<Token>& tokens, std::size_t at) {
  using Precision = Amount::Precision;
  const auto word = [&](std::size_t back) {
    return at >= back ? std::string_view(tokens[at - back].text) : std::string_view();
  };
  constexpr std::array<std::string_view, 9> about{
      "about", "around", "approximately", "approx", "circa", "roughly", "some", "~", "broadly"};
  constexpr std::array<std::string_view, 3> nearly{"nearly", "almost", "approaching"};
  constexpr std::array<std::string_view, 3> over{"over", "exceeding", "exceeds"};
  const bool than = word(1) == "than";
  if (any_of(word(1), about)) {
    return Precision::about;
  }
  if (any_of(word(1), nearly) || (word(1) == "under" && word(2) == "just") ||
      (word(1) == "to" && word(2) == "close")) {
    return Precision::nearly;
  }
  if (any_of(word(1), over) || (than && word(2) == "more") ||
      (word(1) == "least" && word(2) == "at")) {
    return Precision::over;
  }
  if (word(1) == "under" || (than && (word(2) == "less" || word(2) == "fewer")) ||
      (word(1) == "to" && word(2) == "up")) {
    return Precision::under;
  }
  return Precision::printed;
}

/// Reads what follows a number: "per cent", "percentage points", "per 1,000 population", "days".
class UnitReader {
 public:
  UnitReader(const std::vector<Token>& tokens, std::size_t at) : tokens_(tokens), at_(at) {}

  [[nodiscard]] std::size_t end() const noexcept { return at_; }

  void read_into(Amount& amount) {
    if (take("%") || take("percent") || take("pct") || (is(0, "per") && is(1, "cent") && skip(2))) {
      amount.unit = Amount::Unit::percent;
      if (is(0, "point") || is(0, "points")) {
        amount.unit = Amount::Unit::points;
        ++at_;
      }
    } else if (is(0, "percentage") && (is(1, "point") || is(1, "points"))) {
      amount.unit = Amount::Unit::points;
      at_ += 2;
    } else if (take("points") || take("point") || take("pp") || take("ppt")) {
      amount.unit = Amount::Unit::points;
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
      if (aged && is(1, "to")) {
        at_ += 3;
      } else if (aged && is(1, "-")) {
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

/// Counts that are written as words stand before what they count.
bool is_counted(const std::vector<Token>& tokens, std::size_t at) {
  constexpr std::array<std::string_view, 7> counted{"wave*",  "unit*",    "scheme*", "route*",
                                                    "impact", "project*", "cadet*"};
  return at + 1 < tokens.size() && any_of(tokens[at + 1].text, counted);
}

/// "a third of", "half of", "three quarters of": per cent, more or less.
std::optional<NumberSpan> fraction_at(const std::vector<Token>& tokens, std::size_t at) {
  struct Fraction {
    std::string_view first;
    std::string_view second;
    double value;
  };
  constexpr std::array<Fraction, 9> fractions{{{"a", "third", 100.0 / 3.0},
                                               {"one", "third", 100.0 / 3.0},
                                               {"two", "thirds", 200.0 / 3.0},
                                               {"a", "quarter", 25.0},
                                               {"one", "quarter", 25.0},
                                               {"three", "quarters", 75.0},
                                               {"a", "fifth", 20.0},
                                               {"a", "half", 50.0},
                                               {"half", "of", 50.0}}};
  if (at + 1 >= tokens.size()) {
    return std::nullopt;
  }
  for (const Fraction& one : fractions) {
    const bool here = tokens[at].is(one.first) && tokens[at + 1].is(one.second);
    const bool of = one.second == "of" || (at + 2 < tokens.size() && tokens[at + 2].is("of"));
    if (here && of) {
      constexpr double fair = 0.1;
      return NumberSpan{.amount = {.value = one.value,
                                   .decimals = 0,
                                   .precision = Amount::Precision::about,
                                   .unit = Amount::Unit::percent,
                                   .tolerance = fair * one.value},
                        .at = at,
                        .end = at + 2};
    }
  }
  return std::nullopt;
}

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
    if (auto fraction = fraction_at(tokens, at)) {
      at = fraction->end - 1;
      found.push_back(*std::move(fraction));
      continue;
    }
    const int spelt = is_counted(tokens, at) ? spelt_number(tokens[at].text) : 0;
    if (tokens[at].kind != Token::Kind::number && spelt == 0) {
      continue;
    }
    const Token& token = tokens[at];
    NumberSpan number{.amount = {.value = spelt > 0 ? spelt : token.value,
                                 .decimals = token.decimals,
                                 .precision = precision_before(tokens, at),
                                 .unit = token.pounds ? Amount::Unit::pounds : Amount::Unit::bare},
                      .at = at,
                      .negative = token.negative,
                      .plus = token.plus};
    UnitReader unit(tokens, at + 1);
    if (!token.pounds) {
      unit.read_into(number.amount);
    }
    number.end = unit.end();
    at = number.end - 1;
    found.push_back(std::move(number));
  }
  return found;
}

/// "aged 10 to 17", "12 months", "101": numbers that say of whom or how, and claim nothing.
bool is_no_claim(const Reading& reading, const NumberSpan& number) {
  const auto word = [&](std::size_t at) {
    return at < reading.tokens.size() ? std::string_view(reading.tokens[at].text)
                                      : std::string_view();
  };
  constexpr std::array<std::string_view, 6> lengths{"months", "month",    "years",
                                                    "year",   "quarters", "weeks"};
  const std::size_t at = number.at;
  const bool age = (at > 0 && word(at - 1) == "aged") || (at > 2 && word(at - 3) == "aged");
  return age || any_of(word(number.end), lengths) || (at > 0 && word(at - 1) == "section") ||
         (at > 1 && word(at - 1) == "of" && word(at - 2) == "out") ||
         (at > 0 && (word(at - 1) == "per" || word(at - 1) == "every"));
}

/// A bare number that stands in one list or pair with one that has a unit is of that unit too.
void share_units(Reading& reading) {
  for (std::size_t i = reading.numbers.size(); i-- > 1;) {
    NumberSpan& one = reading.numbers[i - 1];
    const NumberSpan& next = reading.numbers[i];
    const bool pair = one.amount.unit == Amount::Unit::bare &&
                      next.amount.unit != Amount::Unit::bare &&
                      next.amount.unit != Amount::Unit::points;
    bool joined = false;
    bool parted = false;
    for (std::size_t at = one.end; at < next.at; ++at) {
      const Token& token = reading.tokens[at];
      if (reading.time_at(at) != nullptr || reading.area_at(at) != nullptr) {
        continue;
      }
      joined = joined || token.is("to") || token.is("and") || token.is("-");
      parted = parted || token.is(";") || token.is(",") || token.is("(") || token.is("which") ||
               token.is("or") || went(token) != Went::no || token.is("is") || token.is("was") ||
               token.is("were");
    }
    if (pair && joined && !parted && !one.negative) {
      one.amount.unit = next.amount.unit;
      one.amount.per = next.amount.per;
    }
  }
}

}  // namespace

Went went(const Token& token) noexcept {
  constexpr std::array<std::string_view, 14> up{"rise",     "rises", "rising",  "rose",   "risen",
                                                "increas*", "grew",  "grow*",   "climb*", "up",
                                                "jump*",    "surg*", "upward*", "gain*"};
  constexpr std::array<std::string_view, 14> down{
      "fall",  "falls", "falling", "fell",   "fallen", "decreas*", "declin*",
      "drop*", "down",  "reduc*",  "shrank", "shrunk", "dip*",     "downward*"};
  constexpr std::array<std::string_view, 4> level{"unchanged", "stable", "steady", "flat"};
  if (token.kind != Token::Kind::word) {
    return Went::no;
  }
  return any_of(token.text, up)                                           ? Went::up
         : any_of(token.text, down)                                       ? Went::down
         : any_of(token.text, level)                                      ? Went::level
         : fits(token.text, "improv*")                                    ? Went::better
         : fits(token.text, "worsen*") || fits(token.text, "deteriorat*") ? Went::worse
                                                                          : Went::no;
}

Went compares(const Token& token) noexcept {
  constexpr std::array<std::string_view, 8> above{"higher",  "greater", "more",   "above",
                                                  "exceed*", "longer",  "larger", "outstrip*"};
  constexpr std::array<std::string_view, 7> below{"lower",   "less",    "fewer",  "below",
                                                  "shorter", "smaller", "beneath"};
  if (token.kind != Token::Kind::word) {
    return Went::no;
  }
  return any_of(token.text, above)   ? Went::up
         : any_of(token.text, below) ? Went::down
         : token.is("better")        ? Went::better
         : token.is("worse")         ? Went::worse
                                     : Went::no;
}

bool can_be(const Amount& amount, const ExternalSeries& series, bool speaks_of_rate) {
  using Unit = Amount::Unit;
  const bool rate = series.unit.starts_with("per ");
  const std::string_view per = series.unit == "per billion vehicle miles" ? "billion"
                               : series.unit.starts_with("per 100,000")   ? "100000"
                               : series.unit.ends_with("employees")       ? "1000 employees"
                                                                          : "1000";
  switch (amount.unit) {
    case Unit::percent:
      return series.unit == "percent" || series.unit == "percentage points";
    case Unit::points:
      return series.unit == "percent" || series.unit == "percentage points";
    case Unit::rate:
      return rate && amount.per == per;
    case Unit::pounds:
      return series.unit == "GBP";
    case Unit::days:
      return series.unit == "days";
    case Unit::bare:
      break;
  }
  return rate ? speaks_of_rate || amount.decimals > 0 : series.unit != "percent";
}

bool Reading::has(std::string_view pattern) const {
  return std::ranges::any_of(tokens, [&](const Token& one) { return fits(one.text, pattern); });
}

const NumberSpan* Reading::number_at(std::size_t at) const {
  const auto found = std::ranges::find_if(
      numbers, [at](const NumberSpan& one) { return at >= one.at && at < one.end; });
  return found == numbers.end() ? nullptr : &*found;
}

const TimeSpan* Reading::time_at(std::size_t at) const {
  const auto found = std::ranges::find_if(
      times, [at](const TimeSpan& one) { return at >= one.begin && at < one.end; });
  return found == times.end() ? nullptr : &*found;
}

const AreaSpan* Reading::area_at(std::size_t at) const {
  const auto found = std::ranges::find_if(
      areas, [at](const AreaSpan& one) { return at >= one.begin && at < one.end; });
  return found == areas.end() ? nullptr : &*found;
}

bool Reading::one_phrase(std::size_t begin, std::size_t end) const {
  constexpr std::array<std::string_view, 13> parting{",",       ";",     ":",    ".",    "and",
                                                     "but",     "while", "than", "from", "compared",
                                                     "against", "with",  "since"};
  for (std::size_t at = begin; at < end; ++at) {
    const bool named = area_at(at) != nullptr || time_at(at) != nullptr;
    const bool to_another =
        tokens[at].is("to") && (number_at(at + 1) != nullptr || time_at(at + 1) != nullptr);
    if (number_at(at) != nullptr || to_another || (!named && any_of(tokens[at].text, parting))) {
      return false;
    }
  }
  return true;
}

Reading read(std::string_view sentence, const Points& points) {
  Reading reading{.tokens = tokens_of(sentence)};
  reading.times = times_in(reading.tokens);
  reading.areas = areas_in(reading, points.definitions());
  for (const ExternalSeries& series : points.definitions().report.series) {
    for (const std::string& name : series.names) {
      for (Mention& mention : mentions_of(reading, series.id, name)) {
        if (!of_something_else(reading, mention, series)) {
          reading.mentions.push_back(std::move(mention));
        }
      }
    }
  }
  reading.numbers = numbers_in(reading);
  std::erase_if(reading.numbers, [&](const NumberSpan& one) { return is_no_claim(reading, one); });
  reading.speaks_of_rate = reading.has("rate*") || reading.has("per") ||
                           std::ranges::any_of(reading.numbers, [](const NumberSpan& one) {
                             return one.amount.unit == Amount::Unit::rate;
                           });
  share_units(reading);
  return reading;
}

}  // namespace soundings::claims
