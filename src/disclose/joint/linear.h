// Whole-number systems: unknowns with bounds, rows between two limits, and what follows from them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace soundings::disclose {

/// Of a row without a limit on one side.
inline constexpr std::int64_t no_upper = std::numeric_limits<std::int64_t>::max() / 8;
inline constexpr std::int64_t no_lower = -no_upper;

struct Term {
  std::size_t unknown = 0;
  std::int64_t factor = 1;
};

/// lower <= sum of factor x unknown <= upper. An unknown stands in one term at most.
struct Row {
  std::vector<Term> terms;
  std::int64_t lower = no_lower;
  std::int64_t upper = no_upper;
};

/// Of an unknown.
struct Limits {
  std::int64_t lower = 0;
  std::int64_t upper = 0;
};

struct Linear {
  std::vector<Limits> limits;  ///< one for each unknown
  std::vector<Row> rows;
};

/// The sum of a row's terms.
[[nodiscard]] std::int64_t value_of(std::span<const Term> terms,
                                    std::span<const std::int64_t> values);

/// Whether the values keep every limit and every row, in whole numbers.
[[nodiscard]] bool holds(const Linear& system, std::span<const std::int64_t> values);

/// Narrows the limits of the unknowns by the rows until nothing more follows, and takes out the
/// rows that then say nothing. False when the system contradicts itself.
[[nodiscard]] bool tighten(Linear& system);

/// A number for each unknown: unknowns that are not fixed and stand in one row have the same; fixed
/// ones have none. `together`: groups of unknowns that are to be in one part.
[[nodiscard]] std::vector<std::optional<std::size_t>> parts_of(
    const Linear& system, std::span<const std::vector<std::size_t>> together);

}  // namespace soundings::disclose
