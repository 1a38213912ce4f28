// The way out, end to end: a question becomes a disclosed table.
//
//   cells (store) -> calibrated sample (weigh) -> estimates -> disclosure -> Table
//
// Every page, command and format asks here; nothing else can reach a figure.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "soundings/access/tier.h"
#include "soundings/base/expected.h"
#include "soundings/estimate/estimate.h"
#include "soundings/survey/cells.h"
#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/series.h"
#include "soundings/survey/table.h"

namespace soundings::store {
class CellReader;
}

namespace soundings::figures {

struct Asked;
struct Comparable;
struct Compared;
struct Evidence;
class Protection;

/// The level of a range that no other was asked for.
inline constexpr double usual_level = 0.95;
inline constexpr double least_level = 0.8;
inline constexpr double most_level = 0.9999;

/// What is asked. scheme: empty for the survey's default, "none" for unweighted alone. interval: of
/// proportions; net figures and means take Wald's. of: codes that all of it is of, each of a domain
/// of its own; with those of `by` and the measure's own slice two domains at most. tier: how far
/// the figures must have come; all there are today are working.
struct Question {
  std::string measure;
  std::vector<std::string> by;  ///< no, one or two domains
  Period period;
  std::string scheme;
  std::optional<Statistic> statistic{};  ///< nothing: the measure's own
  estimate::IntervalMethod interval = estimate::IntervalMethod::wilson;
  double level = usual_level;
  DomainKey of{};
  access::Tier tier = access::Tier::working;
};

/// One figure against another of the same question. by: no domain, or the one whose codes are
/// compared, each with its counterpart. of: as Question::of; both sides are of it.
struct ComparisonQuestion {
  std::string measure;
  Period period;
  std::string by;
  std::string code;  ///< only this code of `by`; empty: every one, as one family
  Against against = Against::rest;
  std::string other;  ///< what Against::code, measure and period name
  std::string scheme;
  std::optional<Statistic> statistic{};  ///< nothing: the measure's own; no distribution
  double level = usual_level;
  DomainKey of{};
};

enum class Grain { month, quarter, wave };

/// A measure over consecutive periods, of the force or of one or two codes. first, last: months, or
/// waves of a poll; nothing for the earliest and latest with answers.
struct SeriesQuestion {
  std::string measure;
  DomainKey of;
  std::optional<Period> first;
  std::optional<Period> last;
  Grain grain = Grain::month;  ///< polls go by wave whatever it says
  std::string scheme;
  std::optional<Statistic> statistic{};  ///< nothing: the measure's own; no distribution
  double level = usual_level;
};

/// A question that cannot be answered. code: "unknown_measure", "unknown_domain",
/// "repeated_domain", "too_many_domains", "unknown_scheme", "wrong_period_kind",
/// "period_outside_survey", "level_out_of_range", "statistic_undefined", "unknown_code"; message
/// names field, value and rule.
struct Fault {
  std::string code;
  std::string field;
  std::string value;
  std::string message;
};

/// A table and what its rows come to beside others. unread: why there are no readings, where the
/// table would have had some.
struct ReadTable {
  Table table;
  std::optional<Comparisons> readings{};
  std::optional<Fault> unread{};
};

/// Thread-safe: each answer reads one consistent snapshot of the cells. Which figures may leave is
/// remembered for cells that have not changed; estimates are made anew each time.
class Figures {
 public:
  Figures(const Definitions& definitions, store::CellReader& cells);

  [[nodiscard]] Expected<Table, Fault> answer(const Question& question) const;

  /// The same with a reading of each row, of the same answers: against what is named (nothing of
  /// another code, measure or period), else against the rest for a table by one domain and against
  /// the period before for one figure; tables by two domains have none. Errors: those of answer(),
  /// and of compare() where `against` is named.
  [[nodiscard]] Expected<ReadTable, Fault> read(const Question& question,
                                                std::optional<Against> against = {}) const;

  /// Errors: those of understand() for a comparison (compare.h).
  [[nodiscard]] Expected<Comparisons, Fault> compare(const ComparisonQuestion& question) const;

  /// Comparisons that stand on one page, as one family: each q allows for all of them.
  [[nodiscard]] Expected<std::vector<Comparisons>, Fault> compare(
      const std::vector<ComparisonQuestion>& questions) const;

  /// A series whose every point is what answer() says of its period. Errors: those of answer(),
  /// and wrong_period_kind, series_without_answers, several_figures.
  [[nodiscard]] Expected<Series, Fault> series(const SeriesQuestion& question) const;

  /// The period a measure takes in the headline of `month`.
  [[nodiscard]] Expected<Period, Fault> headline_period(std::string_view measure,
                                                        Month month) const;

  /// Months with responses to a survey, first and last; nothing when there are none.
  [[nodiscard]] std::optional<std::pair<Month, Month>> months(const std::string& survey) const;

  /// Numbers of a poll's waves with responses, ascending.
  [[nodiscard]] std::vector<int> waves(const std::string& survey) const;

  /// Sequence of the last response counted: what an answer given now would be made of.
  [[nodiscard]] std::int64_t data_version() const;

 private:
  struct Memory;

  /// The periods with answers to a survey, first to last.
  [[nodiscard]] std::optional<Period> begun(const Survey& survey) const;

  [[nodiscard]] Comparable comparable(const Compared& compared, const Evidence& evidence) const;

  /// Which figures of the cells may leave; remembered for cells that have not changed.
  [[nodiscard]] std::shared_ptr<const Protection> protection(const Asked& asked,
                                                             const Cells& cells) const;

  const Definitions& definitions_;
  store::CellReader& cells_;
  std::shared_ptr<Memory> memory_;
};

}  // namespace soundings::figures
