// A table with its totals as a circulation: what an attacker can tell of a hidden
// figure from those that are shown.
//
// Every figure of the table is an arc and every sum a node at which flow is kept:
// a row's node takes the row's total in and lets its cells out. Positive answers
// and other answers flow apart; each is a whole number that is never negative and
// nothing else is known of it, so that the values a hidden figure may take are the
// flows that can be pushed around it (docs/methods/disclosure.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "soundings/disclose/disclose.h"

namespace soundings::disclose {

/// How high a figure stands: an inner cell, a total along one dimension, the grand total.
enum class Level { inner, margin, total };

struct Figure {
  std::size_t from = 0;  ///< node
  std::size_t to = 0;    ///< node
  Level level = Level::inner;
  std::int64_t base = 0;
  std::int64_t positive = 0;
  std::optional<Hidden> hidden{};
};

/// Figures in the order inner cells (row-major), margins by dimension, grand total. A table of
/// no dimension has the grand total alone; one of one dimension has no margins of its own.
struct Network {
  std::size_t nodes = 0;
  std::vector<Figure> figures{};
};

/// table: at most two dimensions.
[[nodiscard]] Network network_of(const CrossTable& table);

enum class Reply { positive, other };

/// How far a hidden count may lie above its true value given everything shown, cut off at `limit`
/// (at least 1).
[[nodiscard]] std::int64_t rise(const Network& network, std::size_t figure, Reply reply,
                                std::int64_t limit);

/// Whether it may lie below its true value.
[[nodiscard]] bool may_fall(const Network& network, std::size_t figure, Reply reply);

}  // namespace soundings::disclose
