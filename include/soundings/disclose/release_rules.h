// Rules of a release that need no solver: pooled rows, revisions, provisional rows, what is
// weighted together, and which raked rows may be printed (docs/methods/protection.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "soundings/disclose/protection_parameters.h"
#include "soundings/disclose/publication.h"

namespace soundings::disclose {

/// The rows of a one-way table: a code of 1 to 9 people joins the row that its definition names.
/// people: one for each code. Rows keep the order of their first code.
[[nodiscard]] std::vector<std::vector<std::string>> pooled_rows(
    const PublishedDomain& domain, std::span<const std::int64_t> people,
    const ProtectionParameters& parameters);

/// The code under which a row is printed: its codes joined by '|'.
[[nodiscard]] std::string row_code(std::span<const std::string> codes);

/// Whether answers without a known area are left out: they are 1 to 9 people.
[[nodiscard]] bool leaves_out_unknown_area(std::int64_t people,
                                           const ProtectionParameters& parameters) noexcept;

/// A batch of people that were added to a figure or taken from it.
struct Batch {
  std::int64_t people = 0;
  std::int64_t base = 0;
  std::int64_t satisfied = 0;
};

/// Whether a reader may see the difference that a batch makes: it is empty, or it has enough
/// people and enough answers, and they do not all agree.
[[nodiscard]] bool may_be_seen(const Batch& batch, const ProtectionParameters& parameters) noexcept;

/// Whether a figure is printed anew: both batches may be seen.
[[nodiscard]] bool is_revised(const Batch& late, const Batch& withdrawn,
                              const ProtectionParameters& parameters) noexcept;

/// The people of an area who answered before a look at them, and those who came since. A figure is
/// printed of an earlier look than today's, so that those who are not counted in it are a batch
/// too: whoever knows the month's total later learns of that batch, and not of its last person.
struct ProvisionalCount {
  Batch counted{};    ///< everybody whom the figure would count
  Batch since{};      ///< of these, who came after the figure that is shown
  Batch rest{};       ///< who came after the look
  Batch withdrawn{};  ///< whom the figure that is shown counted, and who count no more
};

/// A provisional figure as it is printed: base down to tens, whole per cent.
struct ProvisionalPrint {
  std::int64_t base = 0;
  std::int64_t per_cent = 0;  ///< thousandths
  friend bool operator==(const ProvisionalPrint&, const ProvisionalPrint&) = default;
};

/// What takes the place of the figure that is shown, or empty where that one stands: the base has
/// not come to 30, or the batch since, the rest or those withdrawn may not be seen.
[[nodiscard]] std::optional<ProvisionalPrint> provisional_print(
    const ProvisionalCount& count, const ProtectionParameters& parameters) noexcept;

/// A cell of a weighted line: its people, its base, the target its weight comes from, and
/// whether it is hidden.
struct WeightedCell {
  std::int64_t base = 0;
  std::int64_t people = 0;
  double target = 0.0;
  bool hidden = false;
};

/// The group of each cell of a line in a weighted figure: all hidden cells are one group, weighted
/// by the sum of their targets over the sum of their bases; every other cell is its own. A group
/// of fewer than 10 people joins the smallest other one. Equal numbers mean one group.
[[nodiscard]] std::vector<std::size_t> weighted_together(std::span<const WeightedCell> line,
                                                         const ProtectionParameters& parameters);

/// The weight of each cell by those groups; 0 for a cell of a group without a base.
[[nodiscard]] std::vector<double> weights_of(std::span<const WeightedCell> line,
                                             std::span<const std::size_t> groups);

/// Whether each row of a raked table is printed weighted: none when a row is hidden, else
/// those of 100 people or more. people: one for each row; hidden: the same.
[[nodiscard]] std::vector<bool> raked_rows(std::span<const std::int64_t> people,
                                           const std::vector<bool>& hidden,
                                           const ProtectionParameters& parameters);

}  // namespace soundings::disclose
