// Parts of the joint system that do not depend on one another, and the search for the witnesses of
// a part.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "joint/linear.h"
#include "joint/star.h"

namespace soundings::disclose {

/// One of these rows is to be possible.
using Wishes = std::vector<Row>;

struct Part {
  std::vector<std::size_t> unknowns{};  ///< of the whole system, in order
  std::vector<Star::Kind> kinds{};      ///< by unknown
  Linear linear{};                      ///< over the places in `unknowns`
  std::vector<std::size_t> demands{};   ///< of the whole system
  std::vector<Wishes> wishes{};         ///< of each of these demands, over the places in `unknowns`
};

/// The parts in which something is demanded. Unknowns that are fixed are put into the rows' limits.
/// A demand whose unknowns are all fixed is in no part. kinds: by unknown of the system.
[[nodiscard]] std::vector<Part> cut(const Linear& system, std::span<const Star::Kind> kinds,
                                    std::span<const Wishes> demands);

/// Which of its wishes is served for a demand, and by which solution.
struct Served {
  std::size_t wish = 0;
  std::size_t solution = 0;
};

struct PartAnswer {
  std::vector<std::vector<std::int64_t>> solutions{};  ///< the truth first
  std::vector<std::optional<Served>> served{};         ///< by demand; empty where none was found
  std::optional<std::size_t> hopeless{};               ///< the fatal demand that was not served
};

/// Serves the demands of a part, by solutions that are known first and then by the solver. truth
/// and known: over the places in `unknowns`; what does not hold in the part is not used. fatal: by
/// demand, whether the search ends when it is not served.
[[nodiscard]] PartAnswer serve_demands(const Part& part, const std::vector<std::int64_t>& truth,
                                       std::span<const std::vector<std::int64_t>> known,
                                       const std::vector<bool>& fatal, std::int64_t& nodes);

/// The place among the wishes of the first that the values serve.
[[nodiscard]] std::optional<std::size_t> served_wish(const Wishes& wishes,
                                                     std::span<const std::int64_t> values);

}  // namespace soundings::disclose
