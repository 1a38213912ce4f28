// What a reader has to know of any figures: caveats, and what marks mean.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

namespace soundings::report {

/// Sentences that go with figures of these surveys.
[[nodiscard]] std::vector<std::string> caveats(const Definitions& definitions,
                                               const std::string& release,
                                               const std::set<std::string>& surveys);

/// Of the first table; empty for none: tables that are written together are of one release.
[[nodiscard]] std::string release_of(const std::vector<Table>& tables);

/// "[u] Fewer than 30 people answered: treat with care." a line, for the marks used.
[[nodiscard]] std::string mark_lines(const std::set<std::string>& used);

/// Where the targets of a weighting come from, a line; empty for no weighting.
[[nodiscard]] std::string targets_line(const Definitions& definitions, const std::string& survey,
                                       const std::string& scheme, const Period& period);

/// The categories that were joined for a survey's weights, a line each.
[[nodiscard]] std::string collapse_lines(const Definitions& definitions, const std::string& survey,
                                         const std::vector<MarginCollapse>& collapsed);

/// Why the weighted figures are absent, a line; empty where they are not.
[[nodiscard]] std::string weighting_line(const std::string& code, const std::string& problem);

}  // namespace soundings::report
