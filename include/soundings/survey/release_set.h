// What a release holds of one survey: which tables, how finely each is printed, which rows are
// printed together. Read from survey_defs/releases/*.json. A table that is not named is not
// released.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/scale.h"

namespace soundings {

/// How finely a table is printed (docs/methods/releases.md). a: bases as they are, per cents to one
/// decimal, answers by category. b: the same without answers. c: bases and per cents coarse.
enum class PrintClass { a, b, c };

/// "A", "B", "C".
[[nodiscard]] std::string_view to_text(PrintClass print) noexcept;

struct ReleasedTable {
  std::vector<std::string> by;  ///< no, one or two domains
  PrintClass print = PrintClass::a;
  std::vector<std::string> items;  ///< of the set; empty for all of them
  bool weighted = false;           ///< printed weighted too, by the survey's default scheme
  bool answers = false;            ///< each answer's share is printed
  bool windows_only = false;       ///< of windows, not of single months or waves
};

/// Codes of a domain that are one row of every table, with the answers that give no code.
struct PooledRow {
  std::string domain;
  std::string code;  ///< of the row
  Labels label;
  std::vector<std::string> codes;
};

/// A row of few people joins another one: `code` is printed under `into`.
struct JoinedRow {
  std::string domain;
  std::string code;
  std::string into;
};

/// A window is released with its last month or wave.
struct ReleaseWindow {
  enum class Kind {
    quarter,  ///< a calendar quarter
    months,   ///< the last `count` months
    since,    ///< from the month `from`
    waves,    ///< the last `count` waves
  };
  Kind kind = Kind::quarter;
  int count = 0;
  std::string from;  ///< "2018-08"
};

/// Immutable.
struct ReleaseSet {
  std::string survey;
  std::string version;
  std::vector<std::string> items;
  std::vector<ReleasedTable> tables;
  std::vector<PooledRow> pooled;
  std::vector<JoinedRow> pool_with;
  std::vector<ReleaseWindow> windows;
  /// The item of which leads read provisional figures before a month is released; empty: of none.
  std::string provisional;

  /// The row that answers without a code of the domain are printed in; nullptr when there is none.
  [[nodiscard]] const PooledRow* pooled_row(std::string_view domain) const noexcept;
  /// The table by these domains; nullptr when it is not in the set.
  [[nodiscard]] const ReleasedTable* find_table(const std::vector<std::string>& by) const noexcept;
  /// The items that a table of the set shows.
  [[nodiscard]] const std::vector<std::string>& items_of(const ReleasedTable& table) const noexcept;
};

}  // namespace soundings
