// All that is kept, read once more: do the bodies still say what the rows say of them?
#pragma once

#include <string>
#include <vector>

#include "soundings/store/maintenance.h"
#include "soundings/store/store.h"
#include "soundings/survey/definitions.h"

namespace soundings::intake {

/// checks: for `soundings verify`. notes: what is said beside them and fails nothing, a line each.
struct Reread {
  std::vector<store::Check> checks;
  std::vector<std::string> notes;
};

/// Reads every body and held original by today's definitions and compares it with the rows: id,
/// times, respondent, domains, answers, comment, findings. A response whose body is gone is
/// compared with the definitions alone. A difference fails a check when the survey has the version
/// that the response was read by, and is a note when its version has changed since (decision 0022).
/// Neither names a value. One item at a time is in memory.
[[nodiscard]] Reread read_all_again(const store::Store& store, const Definitions& definitions);

}  // namespace soundings::intake
