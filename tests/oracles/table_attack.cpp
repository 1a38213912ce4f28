#include "oracles/table_attack.h"

#include <algorithm>

namespace soundings::oracles {
namespace {

using Numbers = std::vector<std::int64_t>;

/// Figures in one line, and the place of each.
struct Layout {
  explicit Layout(const Published& table) : rows(table.rows), columns(table.columns) {
    figures.insert(figures.end(), table.inner.begin(), table.inner.end());
    figures.insert(figures.end(), table.row_totals.begin(), table.row_totals.end());
    figures.insert(figures.end(), table.column_totals.begin(), table.column_totals.end());
    figures.push_back(table.total);
  }
  [[nodiscard]] std::size_t inner(std::size_t row, std::size_t column) const {
    return row * columns + column;
  }
  [[nodiscard]] std::size_t row_total(std::size_t row) const { return rows * columns + row; }
  [[nodiscard]] std::size_t column_total(std::size_t column) const {
    return rows * columns + rows + column;
  }
  [[nodiscard]] std::size_t total() const { return figures.size() - 1; }

  std::size_t rows;
  std::size_t columns;
  std::vector<std::optional<std::int64_t>> figures;
};

/// Every sum of the table as coefficients of the figures and, last, what they come to.
std::vector<Numbers> sums(const Layout& layout) {
  std::vector<Numbers> all;
  const auto start = [&]() -> Numbers& { return all.emplace_back(layout.figures.size() + 1, 0); };
  for (std::size_t row = 0; row < layout.rows; ++row) {
    Numbers& sum = start();
    sum[layout.row_total(row)] = -1;
    for (std::size_t column = 0; column < layout.columns; ++column) {
      sum[layout.inner(row, column)] = 1;
    }
  }
  for (std::size_t column = 0; column < layout.columns; ++column) {
    Numbers& sum = start();
    sum[layout.column_total(column)] = -1;
    for (std::size_t row = 0; row < layout.rows; ++row) {
      sum[layout.inner(row, column)] = 1;
    }
  }
  Numbers& by_row = start();
  by_row[layout.total()] = -1;
  for (std::size_t row = 0; row < layout.rows; ++row) {
    by_row[layout.row_total(row)] = 1;
  }
  Numbers& by_column = start();
  by_column[layout.total()] = -1;
  for (std::size_t column = 0; column < layout.columns; ++column) {
    by_column[layout.column_total(column)] = 1;
  }
  for (Numbers& sum : all) {
    for (std::size_t at = 0; at < layout.figures.size(); ++at) {
      if (layout.figures[at]) {
        sum.back() -= sum[at] * *layout.figures[at];
        sum[at] = 0;
      }
    }
  }
  return all;
}

/// Reduced row echelon form. The coefficients of sums of a table stay -1, 0 or 1 under
/// elimination (the matrix is totally unimodular), so whole numbers are exact.
std::vector<Numbers> eliminated(std::vector<Numbers> rows) {
  std::size_t done = 0;
  for (std::size_t column = 0; !rows.empty() && column + 1 < rows[0].size(); ++column) {
    const auto pivot = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(done), rows.end(),
                                    [column](const Numbers& row) { return row[column] != 0; });
    if (pivot == rows.end()) {
      continue;
    }
    std::swap(rows[done], *pivot);
    const std::int64_t sign = rows[done][column];
    for (std::int64_t& number : rows[done]) {
      number *= sign;
    }
    for (std::size_t at = 0; at < rows.size(); ++at) {
      const std::int64_t factor = rows[at][column];
      for (std::size_t place = 0; at != done && factor != 0 && place < rows[at].size(); ++place) {
        rows[at][place] -= factor * rows[done][place];
      }
    }
    ++done;
  }
  return rows;
}

/// Narrows one figure's bounds by one sum; true when they moved.
bool narrow(const Numbers& sum, std::size_t at, std::vector<Possible>& bounds) {
  std::optional<std::int64_t> least = sum.back();  // of the figure's own term
  std::optional<std::int64_t> most = sum.back();
  for (std::size_t other = 0; other + 1 < sum.size(); ++other) {
    if (other == at || sum[other] == 0) {
      continue;
    }
    const Possible& bound = bounds[other];
    const std::optional<std::int64_t> large = sum[other] > 0 ? bound.hi : std::optional(-bound.lo);
    const std::optional<std::int64_t> small =
        sum[other] > 0 ? std::optional(bound.lo)
                       : (bound.hi ? std::optional(-*bound.hi) : std::nullopt);
    least = least && large ? std::optional(*least - *large) : std::nullopt;
    most = most && small ? std::optional(*most - *small) : std::nullopt;
  }
  if (sum[at] < 0) {
    std::swap(least, most);
    least = least ? std::optional(-*least) : least;
    most = most ? std::optional(-*most) : most;
  }
  Possible& own = bounds[at];
  bool moved = false;
  if (least && *least > own.lo) {
    own.lo = *least;
    moved = true;
  }
  if (most && (!own.hi || *most < *own.hi)) {
    own.hi = most;
    moved = true;
  }
  return moved;
}

std::vector<Possible> beginning(const Layout& layout) {
  std::vector<Possible> bounds;
  for (const auto& figure : layout.figures) {
    bounds.push_back(figure ? Possible{*figure, figure} : Possible{});
  }
  return bounds;
}

bool fits(const std::optional<std::int64_t>& shown, std::int64_t value) {
  return !shown || *shown == value;
}

/// One completion of a table: every figure, or nothing when it contradicts what is shown.
std::optional<Numbers> completed(const Layout& layout, const Numbers& inner) {
  Numbers figures(layout.figures.size(), 0);
  for (std::size_t row = 0; row < layout.rows; ++row) {
    for (std::size_t column = 0; column < layout.columns; ++column) {
      const std::int64_t value = inner[layout.inner(row, column)];
      figures[layout.inner(row, column)] = value;
      figures[layout.row_total(row)] += value;
      figures[layout.column_total(column)] += value;
      figures[layout.total()] += value;
    }
  }
  for (std::size_t at = 0; at < figures.size(); ++at) {
    if (!fits(layout.figures[at], figures[at])) {
      return std::nullopt;
    }
  }
  return figures;
}

}  // namespace

std::vector<Possible> reason(const Published& table) {
  const Layout layout(table);
  std::vector<Numbers> all = sums(layout);
  const std::vector<Numbers> derived = eliminated(all);
  all.insert(all.end(), derived.begin(), derived.end());
  std::vector<Possible> bounds = beginning(layout);
  bool moved = true;
  while (moved) {
    moved = false;
    for (const Numbers& sum : all) {
      for (std::size_t at = 0; at < layout.figures.size(); ++at) {
        moved = (sum[at] != 0 && narrow(sum, at, bounds)) || moved;
      }
    }
  }
  return bounds;
}

std::vector<Possible> enumerate(const Published& table, std::int64_t most) {
  const Layout layout(table);
  const std::size_t cells = layout.rows * layout.columns;
  std::vector<std::size_t> hidden;
  Numbers inner(cells, 0);
  for (std::size_t at = 0; at < cells; ++at) {
    if (layout.figures[at]) {
      inner[at] = *layout.figures[at];
    } else {
      hidden.push_back(at);
    }
  }
  std::vector<std::optional<Possible>> found(layout.figures.size());
  for (bool more = true; more;) {
    if (const auto figures = completed(layout, inner)) {
      for (std::size_t at = 0; at < found.size(); ++at) {
        const std::int64_t value = (*figures)[at];
        found[at] = found[at]
                        ? Possible{std::min(found[at]->lo, value), std::max(*found[at]->hi, value)}
                        : Possible{value, value};
      }
    }
    more = false;
    for (const std::size_t at : hidden) {
      if (inner[at] < most) {
        ++inner[at];
        more = true;
        break;
      }
      inner[at] = 0;
    }
  }
  std::vector<Possible> possible;
  for (const auto& each : found) {
    possible.push_back(each.value());
  }
  return possible;
}

}  // namespace soundings::oracles
