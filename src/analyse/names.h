// The names a specification uses, held against the names the responses have.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "soundings/weigh/calibrate.h"

#include "responses.h"
#include "spec.h"

namespace soundings::analyse {

/// Columns that margins, domains, levels, tests and contrasts speak of, in byte order.
[[nodiscard]] std::vector<std::string> grouping_columns(const Spec& spec, const weigh::Plan& plan);

/// Levels name every category their column has, and each side of a contrast one that its column,
/// its levels or a margin of it has. Errors: spec_invalid. Gives the categories of levels that
/// nobody is in: column and category.
[[nodiscard]] Expected<std::vector<std::pair<std::string, std::string>>, Fault> check_categories(
    const Responses& responses, const Spec& spec, const weigh::Plan& plan);

}  // namespace soundings::analyse
