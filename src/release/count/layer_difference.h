// What is left of a layer when another one is taken from it.
#pragma once

#include <cstdint>
#include <optional>

#include "soundings/disclose/publication.h"

namespace soundings::release {

/// What `part` leaves of `whole`; nothing where it has more answers somewhere. Both are of one
/// publication.
[[nodiscard]] std::optional<disclose::Layer> without(disclose::Layer whole,
                                                     const disclose::Layer& part);

/// Completed responses.
[[nodiscard]] std::int64_t responses_in(const disclose::Layer& layer);

}  // namespace soundings::release
