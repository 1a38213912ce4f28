// The counted face of the store: occupied cells of any view of a survey, always in step with the
// responses. Only intake and figures include this header; app opens a reader and hands it on.
//
// Every accepted response appends one narrow row to a count log in its own transaction. A later
// version appends its reverse. An erasure takes rows out and has readers read the log anew.
// Readers hold the counted rows in memory and add the newer ones before each answer, so that a
// figure includes every receipt already given and no crash can make the two disagree
// (docs/decisions/0003-cells-from-a-count-log.md).
//
// How far a reader has read is its watermark: one number for each stream of the log. A database
// with one writer has one stream. With several writers each has a stream of its own, whose numbers
// have no gaps, and the data version is the sum of the streams' last numbers.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "soundings/survey/definitions.h"
#include "soundings/survey/evidence.h"
#include "soundings/survey/period.h"

namespace soundings::store {

/// Which cells: one item of one survey in one period, crossed by `columns` (domain ids); and what
/// is to be counted beside them.
struct View {
  std::string survey;
  Period period;
  std::string item;
  std::vector<std::string> columns;
  std::vector<std::string> completed_by;  ///< domains; "" for all responses together
  std::string series;                     ///< of denominators; empty for none
};

/// Answers by the data version at which they came to count: after one and up to another.
struct Arrived {
  enum class Now { counted, taken_back };
  std::int64_t after = 0;
  std::int64_t until = std::numeric_limits<std::int64_t>::max();
  /// Those that count still, or those that a later line of the log took back after `until`: they
  /// were replaced by another version. Erased answers are neither.
  Now now = Now::counted;
};

/// The engine's half: the rows of the count log, and what they are counted with.
class CountFeed;

/// Thread-safe. Made by open_cells() of engine.h.
class CellReader {
 public:
  CellReader(std::unique_ptr<CountFeed> feed, const Definitions& definitions);
  ~CellReader();
  CellReader(const CellReader&) = delete;
  CellReader& operator=(const CellReader&) = delete;

  /// One consistent snapshot of a view. A survey without responses, or an unknown item or column,
  /// gives the columns asked for and no cell.
  [[nodiscard]] Evidence count(const View& view);

  /// Months with responses, first and last; nothing when there are none.
  [[nodiscard]] std::optional<std::pair<Month, Month>> months(const std::string& survey);

  /// Numbers of a poll's waves with responses, ascending.
  [[nodiscard]] std::vector<int> waves(const std::string& survey);

  [[nodiscard]] std::int64_t data_version();

  /// A reader of these answers alone, over a connection of its own. Throws StoreFailure when the
  /// database cannot be read.
  [[nodiscard]] std::unique_ptr<CellReader> only(const Arrived& arrived) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace soundings::store
