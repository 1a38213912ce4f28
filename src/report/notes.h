// What a reader has to know of any figures: caveats, and what marks mean.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "soundings/survey/definitions.h"

namespace soundings::report {

/// Sentences that go with figures of these surveys.
[[nodiscard]] std::vector<std::string> caveats(const Definitions& definitions,
                                               const std::set<std::string>& surveys);

/// "[u] Fewer than 30 people answered: treat with care." a line, for the marks used.
[[nodiscard]] std::string mark_lines(const std::set<std::string>& used);

/// Why the weighted figures are absent, a line; empty where they are not.
[[nodiscard]] std::string weighting_line(const std::string& code, const std::string& problem);

}  // namespace soundings::report
