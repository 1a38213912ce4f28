// Provisional figures: what leads read of a month before its release, by area and of one item
// (docs/methods/provisional.md).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "soundings/base/time.h"
#include "soundings/store/provisional.h"
#include "soundings/store/releases.h"
#include "soundings/survey/definitions.h"

namespace soundings::store {
class CellReader;
}

namespace soundings::release {

/// A look at the answers, and what it prints: the figures that take the place of those that are
/// shown.
struct ProvisionalPrints {
  store::ProvisionalLook look{};
  std::vector<store::ProvisionalFigure> figures{};
};

/// releases: of every state; a month that has one, be it a draft, is printed no more. day: later
/// than every look of the history.
[[nodiscard]] ProvisionalPrints look_at_answers(const Definitions& definitions,
                                                store::CellReader& cells,
                                                const store::ProvisionalHistory& history,
                                                std::span<const store::ReleaseLine> releases,
                                                const std::string& day);

/// A provisional figure as it is read. It has no range: it is coarser than one.
struct ProvisionalLine {
  std::string survey;
  Month month;
  std::string item;
  std::string area;           ///< empty: the force
  std::string counted_to;     ///< the day up to which answers are counted
  std::int64_t per_cent = 0;  ///< whole
  std::int64_t base = 0;      ///< of the force the sum, of an area down to tens

  friend bool operator==(const ProvisionalLine&, const ProvisionalLine&) = default;
};

/// The newest figure of each area, and before them the force's, which is made of theirs: their
/// answers together. Months that have a release are left out. In the order of survey and month.
[[nodiscard]] std::vector<ProvisionalLine> provisional_lines(
    const store::ProvisionalHistory& history, std::span<const store::ReleaseLine> releases);

}  // namespace soundings::release
