// Identifiers of our own: UUID version 7 (RFC 9562), ordered by time.
#pragma once

#include <string>

#include "soundings/base/time.h"

namespace soundings {

/// A new id for something that happened at `at`: 36 characters, lower case. Ids made in one
/// process in the same millisecond still sort in the order they were made. Thread-safe.
[[nodiscard]] std::string uuid_v7(Instant at);

}  // namespace soundings
