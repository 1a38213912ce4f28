// How far a hidden cell of a table can rise while every line keeps its sum.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace soundings::disclose {

/// Arcs between the lines of a table, areas first, then rows.
struct LineArc {
  std::size_t from = 0;
  std::size_t to = 0;
  std::int64_t capacity = 0;
};

/// The largest flow from one line to another, at most `limit`, and the lines that more flow
/// would still reach when it is below the limit.
struct Flow {
  std::int64_t amount = 0;
  std::vector<bool> reached{};
};

[[nodiscard]] Flow largest_flow(const std::vector<LineArc>& arcs, std::size_t lines,
                                std::size_t from, std::size_t to, std::int64_t limit);

}  // namespace soundings::disclose
