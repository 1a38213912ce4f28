// A table with its totals as a circulation: what an attacker can work out of a hidden
// figure from those that are shown.
//
// Every figure of the table is an arc and every sum a node at which flow is kept:
// a row's node takes the row's total in and lets its cells out. Answers of each
// category flow apart; each is a whole number that is never negative and nothing
// else is known of it, so that the values a hidden figure may take are the flows
// that can be pushed around it (docs/methods/disclosure.md).
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
  std::vector<std::int64_t> answers{};  ///< one per category of the network
  std::optional<Hidden> hidden{};
};

/// Figures in the order inner cells (row-major), margins by dimension, grand total. A table of
/// no dimension has the grand total alone; one of one dimension has no margins of its own.
struct Network {
  std::size_t nodes = 0;
  std::vector<Figure> figures{};
  std::vector<Category> categories{};
};

/// table: at most two dimensions.
[[nodiscard]] Network network_of(const CrossTable& table);

/// How far the answers of a category in a hidden figure may lie above their true number given
/// everything shown, cut off at `limit` (at least 1).
[[nodiscard]] std::int64_t rise(const Network& network, std::size_t figure, std::size_t category,
                                std::int64_t limit);

/// Whether they may lie below it.
[[nodiscard]] bool may_fall(const Network& network, std::size_t figure, std::size_t category);

}  // namespace soundings::disclose
