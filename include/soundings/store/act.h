// Who does something that the audit records, when and why.
#pragma once

#include <string>

#include "soundings/base/time.h"

namespace soundings::store {

struct Act {
  Instant at;
  std::string actor;
  std::string reason;
};

}  // namespace soundings::store
