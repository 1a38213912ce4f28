// The counted face of the store: occupied cells of any view of a survey, always in
// step with the responses. Only intake and figures include this header.
//
// Every accepted response appends one narrow row to a count log in its own
// transaction (a later version appends its reverse; an erasure takes rows out and has
// readers read the log anew). Readers hold the counted rows in memory and add the log's
// tail before each answer, so a figure includes every receipt already given and no
// crash can make the two disagree (docs/decisions/0003-cells-from-a-count-log.md).
#pragma once

#include <cstdint>
#include <filesystem>
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

/// Opens the database read-only. Thread-safe.
class CellReader {
 public:
  CellReader(const std::filesystem::path& database, const Definitions& definitions);
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

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace soundings::store
