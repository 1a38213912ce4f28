// How much a printed figure differs from printed figures of an earlier time, worked out from what
// is printed and from nothing else (docs/methods/comparisons.md). Pure.
#pragma once

#include <string>
#include <vector>

#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/period.h"
#include "soundings/survey/table.h"

namespace soundings::figures {

/// A printed table and the printed tables it is set against. earlier: one table, or several of
/// consecutive periods that are taken together; all of one question, and together they are `then`.
/// by: the domain whose codes are compared; empty for the whole. code: only this code of `by`.
struct PrintedChange {
  Table now;
  std::vector<Table> earlier;
  Period then;
  Against against = Against::period;
  std::string by;
  std::string code;
};

/// Several earlier figures together are their mean by base. The range of a difference is that of
/// square and add, from the printed ranges; figures without a range have none, and no verdict. The
/// figures of different periods are taken as independent. Each q allows for all that is tested.
[[nodiscard]] std::vector<Comparisons> printed_changes(const Definitions& definitions,
                                                       const std::vector<PrintedChange>& together);

}  // namespace soundings::figures
