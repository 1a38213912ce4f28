// The joint system: everything that a reader of all printed rows knows, as rows over the unknowns
// of the star.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "joint/linear.h"
#include "joint/star.h"

namespace soundings::disclose {

/// The sums of the star and what is printed. The name of the first row that names what is not
/// known, or that is finer than any class prints, is left in `not_printable`.
struct JointSystem {
  Linear linear;
  std::optional<std::string> not_printable{};
};

/// most: no unknown is looked for above it.
[[nodiscard]] JointSystem joint_system(const Star& star, std::span<const PrintedFigure> printed,
                                       std::int64_t most);

/// A figure's release, item and cell, for a message.
[[nodiscard]] std::string name_of(const PrintedFigure& figure);

}  // namespace soundings::disclose
