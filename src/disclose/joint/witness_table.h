// A witness laid out for its check: numbers by layer, item and quantity, then by cell.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "soundings/disclose/witness.h"

namespace soundings::disclose {

/// No number of a witness and no sum of a figure is larger: products stay within 64 bits.
inline constexpr std::int64_t largest_number = 1'000'000'000;
inline constexpr std::int64_t largest_sum = 10'000'000'000;

/// The numbers of one layer, item, quantity and answer.
using CellNumbers = std::map<FigureCell, std::int64_t>;

/// Immutable.
class WitnessTable {
 public:
  using Key = std::tuple<std::string, std::string, Quantity, std::string>;

  /// The numbers of `witness`, each at most `largest_number` in size.
  explicit WitnessTable(const Witness& witness);

  [[nodiscard]] const std::map<Key, CellNumbers>& numbers() const noexcept { return numbers_; }

  /// Empty when there are none of this kind.
  [[nodiscard]] const CellNumbers* find(const Key& key) const;

  /// The sum over the layers and the cells that a figure counts; empty when a number that it
  /// needs is not in the witness, or when the sum is too large.
  [[nodiscard]] std::optional<std::int64_t> sum(std::span<const std::string> layers,
                                                const std::string& item, const FigureCell& cell,
                                                Quantity quantity, const std::string& answer) const;

 private:
  std::map<Key, CellNumbers> numbers_;
};

/// The codes of a row, as joined by '|'.
[[nodiscard]] std::vector<std::string> split_codes(const std::string& text);

}  // namespace soundings::disclose
