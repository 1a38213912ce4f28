// Seeded random surveys of every awkward shape, as rows and as the cells that
// count them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "soundings/survey/cells.h"

#include "oracles/row_survey.h"

namespace soundings::oracle {

/// Numbers that are the same on every machine (SplitMix64).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) noexcept : state_(seed) {}
  std::uint64_t roll() noexcept;
  /// 0 to sides - 1.
  std::size_t below(std::size_t sides) noexcept { return roll() % sides; }
  bool one_in(std::size_t sides) noexcept { return below(sides) == 0; }
  /// In (0, 1).
  double share() noexcept {
    return (static_cast<double>(roll() >> 11U) + 0.5) / 9007199254740992.0;
  }

 private:
  std::uint64_t state_;
};

/// Columns: area and, for some, age and sex (margins); channel (never a margin).
struct Design {
  std::vector<Row> rows;
  Targets targets;  ///< empty: not calibrated
  double total = 0.0;
  std::map<std::string, double> population;  ///< of each stratum, when it is finite
  bool proportion = true;
};

[[nodiscard]] Design random_design(std::uint64_t seed);

/// The cells of the rows, in shuffled order when `shuffle` is not 0; answers are distinct values.
struct CountedRows {
  std::shared_ptr<const Cells> cells;
  std::vector<double> values;  ///< what each answer position counts as
};
[[nodiscard]] CountedRows count_rows(const Design& design, std::uint64_t shuffle = 0);

}  // namespace soundings::oracle
