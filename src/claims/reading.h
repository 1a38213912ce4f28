// What stands in a sentence: its times, areas, numbers, the series that its words name, and the
// words that say which way something went. Found by rule, without any claim yet.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/claims/check.h"
#include "soundings/claims/claim.h"

#include "points.h"
#include "times.h"
#include "tokens.h"

namespace soundings::claims {

/// An area and the words that name it.
struct AreaSpan {
  std::string area;
  bool whole = false;  ///< others are compared with it
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A number that may be a claim, with its unit; the words of the unit belong to it.
struct NumberSpan {
  Amount amount;
  std::size_t at = 0;  ///< of the number itself
  std::size_t end = 0;
  bool negative = false;
  bool plus = false;
};

/// "(95% range 38.4 to 44.8, 904 answers)", "(95% range of the change -9.2 to -1.8, -5.5 points)":
/// what a sentence states beside the number before it. at: where it begins.
struct RangeSpan {
  std::size_t at = 0;
  std::vector<Amount> ends;  ///< the low and the high one; empty: answers alone
  bool of_change = false;
  std::optional<Amount> points;
  std::optional<Amount> answers;
};

/// Words that name a series. words: where they stand; they need not follow each other.
struct Mention {
  std::string series;
  std::vector<std::size_t> words;
  std::size_t letters = 0;  ///< of the name, so that a longer one counts for more
  bool full = false;        ///< the series' own id, word for word
  bool weak = false;        ///< a name of many things, meant only where no other is near
};

struct Reading {
  std::vector<Token> tokens;
  std::vector<TimeSpan> times;
  std::vector<AreaSpan> areas;
  std::vector<NumberSpan> numbers;
  std::vector<RangeSpan> ranges;
  std::vector<Mention> mentions;
  bool speaks_of_rate = false;

  [[nodiscard]] bool has(std::string_view pattern) const;
  [[nodiscard]] const NumberSpan* number_at(std::size_t at) const;
  [[nodiscard]] const TimeSpan* time_at(std::size_t at) const;
  [[nodiscard]] const AreaSpan* area_at(std::size_t at) const;
  /// Whether these words stand at `at`, in any case.
  [[nodiscard]] bool words_at(std::size_t at, const std::vector<std::string>& words) const;
  /// Whether one thing is said from `begin` to before `end`: no number, mark or joining word parts
  /// them.
  [[nodiscard]] bool one_phrase(std::size_t begin, std::size_t end) const;
};

/// How many words lie between two.
[[nodiscard]] constexpr std::size_t gap(std::size_t a, std::size_t b) noexcept {
  return a > b ? a - b : b - a;
}

/// Whether a word is one of these patterns.
template <typename Patterns>
[[nodiscard]] bool any_of(std::string_view word, const Patterns& patterns) {
  for (const std::string_view one : patterns) {
    if (fits(word, one)) {
      return true;
    }
  }
  return false;
}

/// Finds the numbers of a sentence whose times, areas and names are read (numbers.cpp).
void read_numbers(Reading& reading);

[[nodiscard]] Reading read(std::string_view sentence, const Points& points);

/// Adds a mention of the series that leads an aim where no series is named for certain and a word
/// of the aim stands in the sentence (aim_words.cpp).
void mention_leading(Reading& reading, const Points& points, const AimSubject& of);

/// Which way a word says that something went: "rose", "reduction". good: "improved".
enum class Went { no, up, down, level, better, worse };
[[nodiscard]] Went went(const Token& token) noexcept;
/// The same of words that set one thing above another: "higher", "fewer", "below".
[[nodiscard]] Went compares(const Token& token) noexcept;

/// Whether a number of this unit can be one of the series.
[[nodiscard]] bool can_be(const Amount& amount, const ExternalSeries& series, bool speaks_of_rate);

}  // namespace soundings::claims
