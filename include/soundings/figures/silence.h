// Questions whose answer is empty, because nobody answered in the period: the tables stand, with
// bases of 0, and whoever must say so asks here.
#pragma once

#include <optional>

#include "soundings/figures/figures.h"
#include "soundings/survey/comparison.h"
#include "soundings/survey/series.h"
#include "soundings/survey/table.h"

namespace soundings::figures {

/// no_answers, where nobody at all answered; nothing else. A figure that is hidden
/// has answers.
[[nodiscard]] std::optional<Fault> silence(const Table& table);
[[nodiscard]] std::optional<Fault> silence(const Comparisons& comparisons);
[[nodiscard]] std::optional<Fault> silence(const Series& series);

}  // namespace soundings::figures
