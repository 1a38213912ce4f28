// What an item that could not be decoded says all the same of a group whose responses are held.
#pragma once

#include <optional>

#include "soundings/normalise/normalise.h"

namespace soundings::normalise {

/// Of a submission that could not be decoded: the first of its claims that names a group its
/// survey refuses, as the hold of it; nothing when none does.
[[nodiscard]] std::optional<Hold> claimed_group(const receive::Submission& submission,
                                                const Context& context);

}  // namespace soundings::normalise
