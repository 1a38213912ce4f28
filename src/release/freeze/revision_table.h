// What a revision changed, figure by figure.
#pragma once

#include <string>
#include <vector>

#include "freeze/manifest_json.h"
#include "freeze/release_parts.h"

namespace soundings::release {

/// A CSV of every row that prints anew: the old numbers, the new ones, and the cause, which is
/// late, corrected or erased, joined by '+' where several.
[[nodiscard]] std::string revision_table(const store::Release& base, const std::string& release,
                                         const Parts& revision,
                                         const std::vector<ProtectedSurvey>& revised);

}  // namespace soundings::release
