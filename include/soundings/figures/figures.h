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

#include "soundings/base/expected.h"
#include "soundings/figures/question.h"
#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/evidence.h"
#include "soundings/survey/series.h"
#include "soundings/survey/spread.h"
#include "soundings/survey/table.h"

namespace soundings::store {
class CellReader;
}

namespace soundings::figures {

struct Asked;
struct Comparable;
struct Compared;
class Protection;

/// A table and what its rows come to beside others. unread: why there are no readings, where the
/// table would have had some.
struct ReadTable {
  Table table;
  std::optional<Comparisons> readings;
  std::optional<Fault> unread;
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

  /// The table with the rows that are wanted. with_readings: whether what is written has room for
  /// readings; without it only a reading that is named is made. Errors: those of answer() and
  /// read(), and unknown_code, whose field is the domain of `rows` with a name that is no code.
  [[nodiscard]] Expected<ReadTable, Fault> ask(const TableQuestion& question,
                                               bool with_readings) const;

  /// Errors: those of understand() for a comparison (compare.h).
  [[nodiscard]] Expected<Comparisons, Fault> compare(const ComparisonQuestion& question) const;

  /// The same with the spread of their figures, where all codes of a domain are compared.
  [[nodiscard]] Expected<SpreadComparisons, Fault> compare_along(
      const ComparisonQuestion& question) const;

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
