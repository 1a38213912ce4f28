// Someone who tries to work out the hidden counts of a table from the shown ones:
// an oracle for disclosure that knows nothing of how complements are chosen.
//
// Two attacks. `reason` solves the sums exactly by elimination, then narrows bounds
// over every original and derived sum until nothing moves; it scales to any table
// but may miss a bound. `enumerate` tries every table of small numbers; it misses
// nothing but is for small tables only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace soundings::oracles {

/// One kind of count (positive answers, say) of a table as published; nothing where hidden. Rows
/// by columns; a table of one dimension is one row, whose only total is the grand total.
struct Published {
  std::size_t rows = 1;
  std::size_t columns = 1;
  std::vector<std::optional<std::int64_t>> inner{};  ///< row-major
  std::vector<std::optional<std::int64_t>> row_totals{};
  std::vector<std::optional<std::int64_t>> column_totals{};
  std::optional<std::int64_t> total{};
};

/// The values a hidden count may take. hi: nothing when without end.
struct Possible {
  std::int64_t lo = 0;
  std::optional<std::int64_t> hi{};

  [[nodiscard]] bool known() const { return hi && *hi == lo; }
};

/// One entry a figure: inner cells, row totals, column totals, the grand total.
[[nodiscard]] std::vector<Possible> reason(const Published& table);

/// The same by trying every whole number from 0 to `most` in every inner cell.
[[nodiscard]] std::vector<Possible> enumerate(const Published& table, std::int64_t most);

}  // namespace soundings::oracles
