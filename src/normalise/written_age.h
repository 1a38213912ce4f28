// An age as people write one: "15", "15 years", "10-15", "<16", "fifteen".
#pragma once

#include <string_view>

namespace soundings::normalise {

/// Whether `text` is an age, or a range of ages, that begins below `least` (in years). False too
/// for what is no age, for one that may be any age above ("16+"), and for one that is below zero.
[[nodiscard]] bool written_below(std::string_view text, double least);

}  // namespace soundings::normalise
