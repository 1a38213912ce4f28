// Which months there is anything to show of.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "context.h"

namespace soundings::serve {

/// The surveys of the monthly headline.
[[nodiscard]] std::set<std::string> monthly_surveys(const Definitions& definitions);

/// From the first to the last month of which there are figures of a survey of the monthly headline,
/// newest first, three years at most.
[[nodiscard]] std::vector<Month> months_with_figures(const Context& context);

/// The month shown when none was chosen: the last whose force figure of the overall measure is
/// shown and not hidden; where there is none, the last of them. months: newest first, not
/// empty.
[[nodiscard]] Month usual_month(const Context& context, const std::vector<Month>& months);

/// Whether the force's figure of a table has any answers, shown or hidden.
[[nodiscard]] bool has_answers(const Table& table) noexcept;

}  // namespace soundings::serve
