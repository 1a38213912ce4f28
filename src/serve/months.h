// Which months there is anything to show of.
#pragma once

#include <vector>

#include "exchange.h"

namespace soundings::serve {

/// Months in which a monthly headline measure has answers, newest first, at most three years
/// before the newest. upto: the newest month that may have any.
[[nodiscard]] std::vector<Month> months_with_answers(const House& house, Month upto);

/// Whether the force's figure of a table has any answers, shown or hidden.
[[nodiscard]] bool has_answers(const Table& table) noexcept;

}  // namespace soundings::serve
