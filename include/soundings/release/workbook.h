// A published release as a workbook: the rows of its tables, row for row, and no number that is not
// in them (docs/exports.md).
#pragma once

#include <string>

#include "soundings/report/workbook.h"
#include "soundings/store/releases.h"
#include "soundings/survey/definitions.h"

namespace soundings::release {

/// "2019-05.r0.xlsx".
[[nodiscard]] std::string workbook_name(const std::string& release);

/// Of a release that was published. Names of questions, answers and areas are those of the
/// definitions; what they do not name keeps its code. sample: the answers are invented, and the
/// cover says so.
[[nodiscard]] report::Workbook workbook_of(const Definitions& definitions,
                                           const store::Release& release, bool sample);

}  // namespace soundings::release
