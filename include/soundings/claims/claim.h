// One thing that a sentence or a row says of figures, and what it comes to when it is held against
// the imported series.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/time.h"

namespace soundings::claims {

/// What a claim comes to. rounding: equal once rounding or another definition is allowed for.
/// no_source: no imported figure says whether it is so.
enum class Verdict { holds, rounding, contradicted, no_source };

/// "holds", "rounding", ...
[[nodiscard]] std::string_view to_text(Verdict verdict) noexcept;

/// figure: what the claim was held against; arithmetic: how, or why it could not be.
/// own_words: the only source of the figure is the commentary of the report itself.
/// unchecked: of a sentence, it holds numbers or words of direction and has no source.
struct Judgement {
  Verdict verdict = Verdict::no_source;
  std::string figure;
  std::string arithmetic;
  bool own_words = false;
  bool unchecked = false;
};

/// When something was so, as it was written.
struct When {
  enum class Kind {
    latest,  ///< nothing was said: the newest figure
    month,
    span,
    year_ending,
    financial_year,
    calendar_year,
    quarter,
    wave,  ///< `last`: its month, where that was said
    waves,
    since,        ///< from `first` on
    until,        ///< up to `last`
    year_before,  ///< a year before the other period
    baseline,     ///< that of the series
    unknown,      ///< a time that says no period: "the previous quarter"
  };
  Kind kind = Kind::latest;
  std::optional<Month> first;
  std::optional<Month> last;
  int first_wave = 0;
  int last_wave = 0;

  friend bool operator==(const When&, const When&) = default;
};

/// A number as it was written. Its unit decides which series it can speak of.
struct Amount {
  enum class Precision { printed, about, over, under, nearly };
  /// times: a multiple of what it is set against.
  enum class Unit { bare, percent, points, rate, pounds, days, times };

  double value = 0.0;
  int decimals = 0;
  Precision precision = Precision::printed;
  Unit unit = Unit::bare;
  std::string per;  ///< of a rate: "1000", "100000", "1000000000"
  double tolerance =
      0.0;  ///< of "about" and "nearly": how far the figure may lie; 0: by its digits

  friend bool operator==(const Amount&, const Amount&) = default;
};

enum class Way { up, down, level };

/// One claim. series: those that it may speak of, the likeliest first; the one that agrees counts.
struct Claim {
  enum class Kind {
    value,
    change,      ///< per cent, from `base`
    difference,  ///< the same in the unit of the series
    way,         ///< which way it went from `base`
    compared,    ///< `areas` against `others`, `way`
    listed,      ///< `areas` lie on one side of `others`
    extreme,     ///< `areas` have the highest or lowest values
    growth,      ///< `areas` grew most
    parts,       ///< the amounts are shares of the whole that the series is
    average,     ///< a month
    greatest,    ///< the greatest of all months
    interval,    ///< what stands in brackets beside a figure: `ends`, `points`, `answers`
    reached,     ///< the newest figure has come to its target, `way` up, or has not, down
    target,      ///< the first amount against what it is meant to reach, the second
    between,     ///< the first area's figure lies between the amounts of the others
    categories,  ///< one group of people against another: `areas` against `others`
    range,       ///< from the lowest of the areas to the highest; `areas`: which two they are
    siblings,  ///< of the series that differ in their last word, this one is the highest or lowest
    order,     ///< the first amount lies above or below the second, `way`
    unreadable,
  };
  Kind kind = Kind::unreadable;
  std::vector<std::string> series;
  std::vector<std::string> areas;
  std::vector<std::string> others;
  When at;
  When base{.kind = When::Kind::baseline};
  std::vector<Amount> amounts;
  std::optional<Way> way;
  bool complete = false;  ///< a list names all of them
  bool as_baseline = false;
  bool alone = false;  ///< the one number of its sentence, and no end of a change
  /// Of an interval: its ends, and beside a change its points; `base` set for a change. answers:
  /// the base.
  std::vector<Amount> ends{};
  std::optional<Amount> points{};
  std::optional<Amount> answers{};
  bool of_change = false;
  bool of_whole = false;  ///< "364 of 1,030": the second amount is the whole
};

}  // namespace soundings::claims
