// Two figures of one question set against each other: what figures hands to pages, files and
// JSON. A hidden number is absent from these values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/measure.h"
#include "soundings/survey/period.h"
#include "soundings/survey/table.h"

namespace soundings {

/// What a figure is set against.
enum class Against {
  rest,         ///< everybody else in the force
  force,        ///< the whole it is a part of
  code,         ///< another code of the same domain
  measure,      ///< another measure of the same question, of other people
  previous,     ///< the period of equal length right before
  year_before,  ///< the same period twelve months earlier
  period,       ///< another period
};

/// What may be said of a difference.
enum class Verdict {
  higher,
  lower,
  same,        ///< no more than chance would give
  not_clear,   ///< by itself more than chance would give, but not among the family's comparisons
  too_few,     ///< a base so small that nothing is said
  hidden,      ///< one side may not be shown, so neither may their difference
  first_year,  ///< the survey had not begun a year before
  cannot_say,  ///< no answers on one side, or no uncertainty that could be calculated
};

/// Whether a verdict is good news by the measure's direction.
enum class Tone { better, worse, same, none };

/// "rest", "force", "code", "measure", "previous", "year_before", "period".
[[nodiscard]] std::string_view to_text(Against against) noexcept;
/// Nothing for another word.
[[nodiscard]] std::optional<Against> parse_against(std::string_view text) noexcept;
/// "higher", "lower", "same", "not_clear", "too_few", "hidden", "first_year", "cannot_say".
[[nodiscard]] std::string_view to_text(Verdict verdict) noexcept;
/// "better", "worse", "same", "none".
[[nodiscard]] std::string_view to_text(Tone tone) noexcept;

/// Whether the two figures differ in time and not in whom they speak of.
[[nodiscard]] bool over_time(Against against) noexcept;
/// Whether a test made the verdict.
[[nodiscard]] bool tested(Verdict verdict) noexcept;
/// "higher", "lower", "same", or "none" for a verdict that no test made.
[[nodiscard]] std::string_view kind(Verdict verdict) noexcept;
[[nodiscard]] Tone tone(Verdict verdict, Measure::Direction good) noexcept;

/// One of the two figures. Hidden: without base and estimates.
struct Side {
  std::string measure;
  DomainKey key;      ///< empty: the force
  DomainKey of{};     ///< the part of `key` that both sides are of
  bool rest = false;  ///< everybody of `of` but `key`
  Period period;
  std::optional<std::int64_t> base;
  std::optional<Shown> unweighted;
  std::optional<Shown> weighted;
};

/// The first figure less the second, in points, under one weighting. p: of no difference at all,
/// two-sided; q: p allowing for every comparison of the family. Neither where nothing is tested.
struct Difference {
  double points = 0.0;
  std::optional<double> lo;
  std::optional<double> hi;
  std::optional<double> se;
  std::optional<double> covariance;  ///< of the two figures, squared points
  std::optional<double> df;
  std::optional<double> p;
  std::optional<double> q;
  std::optional<double> detectable;  ///< what a test finds four times in five, in points
  Verdict verdict = Verdict::cannot_say;
};

struct Comparison {
  Side a;
  std::optional<Side> b;  ///< absent where the survey had no such period
  std::optional<Difference> unweighted;
  std::optional<Difference> weighted;
  /// Of the weighted difference where there is a scheme, else of the unweighted one.
  Verdict verdict = Verdict::cannot_say;
  std::vector<std::string> marks;  ///< of either side: "c", "u", "p", "x", "b"
  std::optional<Hidden> hidden;
};

/// The answer to one question: comparisons that are read together. Rows in the order of the
/// domain.
struct Comparisons {
  std::string survey;
  std::string measure;
  std::string item;
  Period period;
  std::string release;  ///< "working", or the name of a release
  std::string by;       ///< the domain compared along; empty for the force
  DomainKey of{};       ///< what all of it is of; empty: the force
  Statistic statistic = Statistic::pct_positive;
  Against against = Against::rest;
  std::string scheme;  ///< weighting of `weighted`; "none" when there is none
  std::string scheme_version;
  double level = 0.95;
  int decimals = 1;                                  ///< as values and points print
  Measure::Direction good = Measure::Direction::up;  ///< of the statistic
  std::string definition_version;
  std::int64_t data_version = 0;
  std::string weighting_fault;    ///< code why `weighted` is absent: "weighting_infeasible"
  std::string weighting_problem;  ///< the same in words: margin, category and gap
  /// What was joined for the weights of either side, each once.
  std::vector<MarginCollapse> collapsed{};
  std::optional<Side> whole;  ///< what is compared along a domain: the force, or `of`
  std::size_t family = 0;     ///< comparisons whose q allow for each other; 1: each is alone
  std::vector<Comparison> rows;

  [[nodiscard]] const Comparison* find(const DomainKey& key) const noexcept;
};

}  // namespace soundings
