// Roles in words, and what is said to somebody who may not do what they ask for.
#pragma once

#include <string>

#include "soundings/access/permission.h"
#include "soundings/access/principal.h"

namespace soundings::access {

/// Whose work it is: "stewards", "auditors and administrators"; empty for what no account may.
[[nodiscard]] std::string who_may(Permission what);

/// "This page is for stewards. You are signed in as a lead: you see ..." who: a person who may not.
[[nodiscard]] std::string refusal(const Principal& who, Permission what);

}  // namespace soundings::access
