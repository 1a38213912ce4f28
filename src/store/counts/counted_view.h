// The occupied cells of one question by some columns, stratum by stratum, kept up to
// date from the rows that came since the last answer.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "soundings/survey/cells.h"

#include "counts/counted_survey.h"

namespace soundings::store {

/// The codes of a cell, one byte a column, then its answer: compares as the cells sort.
struct CellKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  static constexpr std::size_t bytes = 16;
  void put(std::size_t at, std::uint8_t byte) noexcept;
  [[nodiscard]] std::uint8_t at(std::size_t at) const noexcept;
  friend auto operator<=>(const CellKey&, const CellKey&) = default;
};

struct PackedCell {
  CellKey key;
  std::int64_t count = 0;
};

/// Not thread-safe. Refers to a CountedSurvey that outlives it.
class CountedView {
 public:
  /// item: nothing to count completed responses (answer 0) against others (-1). At most 15 columns.
  CountedView(const CountedSurvey& survey, Grouping grouping, std::vector<std::size_t> columns,
              std::optional<std::size_t> item);

  /// The cells of the strata from first to last, both included. The same value is handed out
  /// again while nothing in these strata changed, and reads without a lock wherever it is held;
  /// its storage is reused once nobody holds it.
  [[nodiscard]] std::shared_ptr<const Cells> cells(std::int32_t first, std::int32_t last);

 private:
  struct Kept {  // one stratum's cells, sorted by key, as of its first `rows` rows
    std::size_t rows = 0;
    std::size_t shape = 0;  // rises when a cell comes or goes
    std::vector<PackedCell> cells;
  };
  struct AsOf {
    std::int32_t stratum = 0;
    std::size_t rows = 0;
    std::size_t shape = 0;
    friend bool operator==(const AsOf&, const AsOf&) = default;
  };
  struct Dated {
    Cells cells;
    std::vector<AsOf> as_of;
  };
  /// Where storage lies once its last reader is done with it, whichever thread that was in. The
  /// mutex, not the reference count, orders their reading before its next use.
  struct Spare {
    std::mutex mutex;
    std::unique_ptr<Dated> storage;
  };
  struct Answered {
    std::shared_ptr<const Cells> cells;
    std::vector<AsOf> as_of;
    std::shared_ptr<Spare> spare = std::make_shared<Spare>();
  };
  /// Where the cells of each stratum begin among those of all.
  using Starts = std::map<std::int32_t, std::size_t>;
  /// The responses of one person by cell, in the order of the cells.
  using Held = std::vector<std::pair<std::uint32_t, std::int64_t>>;

  [[nodiscard]] static std::unique_ptr<Dated> taken(Spare& spare);
  [[nodiscard]] static std::shared_ptr<const Cells> handed_out(std::unique_ptr<Dated> storage,
                                                               std::shared_ptr<Spare> spare);

  [[nodiscard]] CellKey key_of(std::uint32_t row) const noexcept;
  void catch_up(Kept& kept, const Stratum& stratum) const;
  void fill(Cells& cells, std::int32_t first, std::int32_t last) const;
  void refresh(Cells& cells, std::int32_t first,
               std::int32_t last) const;  // same cells, new counts
  void fill_repeats(Cells& cells, const Starts& starts) const;
  /// Everybody who may have answered more than once in these strata.
  [[nodiscard]] std::vector<std::uint64_t> people_again(const Starts& starts) const;
  /// Puts the rows of one person in these strata into `rows`. How many responses they come to.
  [[nodiscard]] std::int64_t collect_rows(std::uint64_t person, const Starts& starts,
                                          std::vector<std::uint32_t>& rows) const;
  [[nodiscard]] Held held_by(const std::vector<std::uint32_t>& rows, const Starts& starts) const;

  const CountedSurvey& survey_;
  Grouping grouping_;
  std::vector<std::size_t> columns_;
  std::optional<std::size_t> item_;
  std::map<std::int32_t, Kept> kept_;
  std::map<std::pair<std::int32_t, std::int32_t>, Answered> answered_;
};

}  // namespace soundings::store
