// The way out, end to end: a question becomes a table.
//
//   cells (store) -> calibrated sample (weigh) -> estimates -> Table
//
// Every page, command and format asks here; nothing else can reach a figure.
#pragma once

#include <cstdint>
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

/// A table and what its rows come to beside others. unread: why there are no readings, where the
/// table would have had some.
struct ReadTable {
  Table table;
  std::optional<Comparisons> readings;
  std::optional<Fault> unread;
};

/// Who answers questions about figures: from the answers that are kept, or from what was released.
/// Thread-safe.
class Figures {
 public:
  virtual ~Figures() = default;

  [[nodiscard]] virtual Expected<Table, Fault> answer(const Question& question) const = 0;

  /// The table with the rows that are wanted, and a reading of each row of the same answers:
  /// against what is named (nothing of another code, measure or period), else against the rest for
  /// a table by one domain and against the period before for one figure; tables by two domains have
  /// none. with_readings: whether what is written has room for readings; without it only a reading
  /// that is named is made. Errors: those of answer(), of compare() where a reading is named, and
  /// unknown_code, whose field is the domain of `rows` with a name that is no code.
  [[nodiscard]] Expected<ReadTable, Fault> ask(const TableQuestion& question,
                                               bool with_readings) const;

  /// Comparisons that stand on one page, as one family: each q allows for all of them. Errors:
  /// those of understand() for a comparison (compare.h).
  [[nodiscard]] Expected<std::vector<Comparisons>, Fault> compare(
      const std::vector<ComparisonQuestion>& questions) const {
    return compare_together(questions);
  }

  [[nodiscard]] Expected<Comparisons, Fault> compare(const ComparisonQuestion& question) const;

  /// One, with the spread of its figures where all codes of a domain are compared.
  [[nodiscard]] Expected<SpreadComparisons, Fault> compare_along(
      const ComparisonQuestion& question) const;

  /// A series whose every point is what answer() says of its period. Errors: those of answer(),
  /// and wrong_period_kind, series_without_answers, several_figures.
  [[nodiscard]] Expected<Series, Fault> series(const SeriesQuestion& question) const;

  /// The periods of a survey that may be asked for as they are: months or waves one by one, and
  /// the windows that are released. Months before waves, each in the order of its first.
  [[nodiscard]] virtual std::vector<Period> periods(const std::string& survey) const;

  /// Months with responses to a survey, first and last; nothing when there are none.
  [[nodiscard]] virtual std::optional<std::pair<Month, Month>> months(
      const std::string& survey) const = 0;

  /// Numbers of a poll's waves with responses, ascending.
  [[nodiscard]] virtual std::vector<int> waves(const std::string& survey) const = 0;

  /// What an answer given now would be made of: rises with each change.
  [[nodiscard]] virtual std::int64_t data_version() const = 0;

  Figures(const Figures&) = delete;
  Figures& operator=(const Figures&) = delete;

 protected:
  explicit Figures(const Definitions& definitions) noexcept : definitions_(definitions) {}

  /// The periods with answers to a survey, first to last.
  [[nodiscard]] std::optional<Period> begun(const Survey& survey) const;

  const Definitions& definitions_;

 private:
  [[nodiscard]] virtual Expected<std::vector<Comparisons>, Fault> compare_together(
      const std::vector<ComparisonQuestion>& questions) const = 0;
  /// A table and its readings, as ask() says of them.
  [[nodiscard]] virtual Expected<ReadTable, Fault> read(const Question& question,
                                                        std::optional<Against> against) const = 0;
};

/// The period a measure takes in the headline of `month`.
[[nodiscard]] Expected<Period, Fault> headline_period(const Definitions& definitions,
                                                      std::string_view measure, Month month);

/// The figures of the answers that are kept, at full precision and with nothing hidden. Each answer
/// reads one consistent snapshot of the cells.
class WorkingFigures final : public Figures {
 public:
  WorkingFigures(const Definitions& definitions, store::CellReader& cells);

  [[nodiscard]] Expected<Table, Fault> answer(const Question& question) const override;
  [[nodiscard]] std::optional<std::pair<Month, Month>> months(
      const std::string& survey) const override;
  [[nodiscard]] std::vector<int> waves(const std::string& survey) const override;
  [[nodiscard]] std::int64_t data_version() const override;

 private:
  [[nodiscard]] Expected<std::vector<Comparisons>, Fault> compare_together(
      const std::vector<ComparisonQuestion>& questions) const override;
  [[nodiscard]] Expected<ReadTable, Fault> read(const Question& question,
                                                std::optional<Against> against) const override;

  [[nodiscard]] Comparable comparable(const Compared& compared, const Evidence& evidence) const;

  store::CellReader& cells_;
};

}  // namespace soundings::figures
