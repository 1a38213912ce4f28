// How far figures have come on their way to publication.
#pragma once

#include <cstdint>

namespace soundings::access {

enum class Tier : std::uint8_t {
  released,     ///< published and frozen
  provisional,  ///< frozen for those who check them before they are published
  working,      ///< counted from what has arrived so far
};

}  // namespace soundings::access
